// SPDX-License-Identifier: Apache-2.0
#include "photos/strip_metadata.h"

#include <utility>

#include "photos/containers.h"

namespace lumen::photos {

Error damaged_photo(std::string detail) {
  return invalid("damaged_photo",
                 "The photo is damaged or was cut off on its way. Send it again or choose another one.",
                 std::move(detail));
}

Result<StrippedPhoto> strip_metadata(Bytes bytes) {
  const auto format = detect_format(bytes);
  if (!format) return fail(format.error());
  switch (*format) {
    case PhotoFormat::jpeg: return strip_jpeg(std::move(bytes));
    case PhotoFormat::png: return strip_png(std::move(bytes));
    case PhotoFormat::webp: return strip_webp(std::move(bytes));
    case PhotoFormat::heic: return strip_heic(std::move(bytes));
  }
  return fail(internal("a photo format without a walker"));
}

}  // namespace lumen::photos
