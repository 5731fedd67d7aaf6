// SPDX-License-Identifier: Apache-2.0
#include "photos/containers.h"

namespace lumen::photos {
namespace {

Result<PixelSize> size_of(ByteView bytes, PhotoFormat format) {
  switch (format) {
    case PhotoFormat::jpeg: return jpeg_pixel_size(bytes);
    case PhotoFormat::png: return png_pixel_size(bytes);
    case PhotoFormat::webp: return webp_pixel_size(bytes);
    case PhotoFormat::heic: return heic_pixel_size(bytes);
  }
  return fail(internal("a photo format without a walker"));
}

}  // namespace

Result<PixelSize> read_pixel_size(ByteView bytes, PhotoFormat format) {
  auto size = size_of(bytes, format);
  if (size && (size->width_px == 0 || size->height_px == 0)) return fail(damaged_photo("a picture without pixels"));
  return size;
}

}  // namespace lumen::photos
