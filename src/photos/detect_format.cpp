// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "photos/byte_reader.h"
#include "photos/strip_metadata.h"

namespace lumen::photos {
namespace {

constexpr std::array<std::string_view, 8> heic_brands{"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"};

bool is_heic_brand(std::string_view brand) {
  return std::find(heic_brands.begin(), heic_brands.end(), brand) != heic_brands.end();
}

// ISO/IEC 14496-12, FileTypeBox: size, "ftyp", major brand, minor version, compatible brands. One of the HEVC
// brands (ISO/IEC 23008-12, B.4) must be named: the container alone (mif1) also carries AVIF and others.
bool is_heic(ByteView bytes) {
  ByteReader reader(bytes);
  const std::uint32_t size = reader.u32();
  if (as_text(reader.take(4)) != "ftyp" || size < 16 || size > bytes.size()) return false;
  if (is_heic_brand(as_text(reader.take(4)))) return true;
  reader.skip(4);
  while (reader.position() + 4 <= size) {
    if (is_heic_brand(as_text(reader.take(4)))) return true;
  }
  return false;
}

}  // namespace

std::string content_type_of(PhotoFormat format) {
  switch (format) {
    case PhotoFormat::jpeg: return "image/jpeg";
    case PhotoFormat::png: return "image/png";
    case PhotoFormat::webp: return "image/webp";
    case PhotoFormat::heic: return "image/heic";
  }
  return "application/octet-stream";
}

Result<PhotoFormat> detect_format(ByteView bytes) {
  if (begins_with(bytes, "\xff\xd8\xff")) return PhotoFormat::jpeg;
  if (begins_with(bytes, "\x89PNG\r\n\x1a\n")) return PhotoFormat::png;
  if (begins_with(bytes, "RIFF") && bytes.size() >= 12 && begins_with(bytes.subspan(8), "WEBP")) {
    return PhotoFormat::webp;
  }
  if (is_heic(bytes)) return PhotoFormat::heic;
  return fail(invalid("unsupported_type", "This is not a photo Lumen can read. Send a JPEG, PNG, WebP or HEIC file."));
}

}  // namespace lumen::photos
