// SPDX-License-Identifier: Apache-2.0
// Any bytes, read as each of the formats: a size above zero or "damaged_photo".

#include "photos/strip_metadata.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/photo_seeds.h"

using lumen::fuzz::require;
using lumen::photos::PhotoFormat;

lumen::fuzz::Seeds lumen::fuzz::seeds() { return photo_seeds(); }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const PhotoFormat format : {PhotoFormat::jpeg, PhotoFormat::png, PhotoFormat::webp, PhotoFormat::heic}) {
    const auto pixels = lumen::photos::read_pixel_size({data, size}, format);
    if (pixels)
      require(pixels->width_px > 0 && pixels->height_px > 0, "a picture has pixels");
    else
      require(pixels.error().code == "damaged_photo", "a refusal says the photo is damaged");
  }
  return 0;
}
