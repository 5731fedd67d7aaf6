// SPDX-License-Identifier: Apache-2.0
#include <lcms2.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "tests/photos/encode.h"

namespace lumen::test {
namespace {

constexpr cmsCIExyY d65{0.3127, 0.3290, 1.0};

Bytes saved(cmsHPROFILE made) {
  const std::unique_ptr<void, decltype(&cmsCloseProfile)> profile(made, &cmsCloseProfile);
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile.get(), nullptr, &size);
  Bytes bytes(size);
  if (size == 0 || cmsSaveProfileToMem(profile.get(), bytes.data(), &size) == 0) throw std::runtime_error("lcms");
  return bytes;
}

Bytes rgb_profile(const cmsCIExyYTRIPLE& primaries, cmsToneCurve* made) {
  const std::unique_ptr<cmsToneCurve, decltype(&cmsFreeToneCurve)> curve(made, &cmsFreeToneCurve);
  const std::array<cmsToneCurve*, 3> curves{curve.get(), curve.get(), curve.get()};
  return saved(cmsCreateRGBProfile(&d65, &primaries, curves.data()));
}

}  // namespace

Bytes display_p3_profile() {
  const std::array<cmsFloat64Number, 5> srgb_curve{2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045};
  return rgb_profile({{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}},
                     cmsBuildParametricToneCurve(nullptr, 4, srgb_curve.data()));
}

Bytes adobe_rgb_profile() {
  return rgb_profile({{0.640, 0.330, 1}, {0.210, 0.710, 1}, {0.150, 0.060, 1}}, cmsBuildGamma(nullptr, 563.0 / 256.0));
}

Bytes srgb_profile() { return saved(cmsCreate_sRGBProfile()); }

Bytes exif_block(int orientation) {
  // TIFF, little endian; one entry: tag 0x0112, type SHORT, count 1.
  return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, static_cast<std::uint8_t>(orientation),
          0,   0,   0,  0, 0, 0, 0};
}

}  // namespace lumen::test
