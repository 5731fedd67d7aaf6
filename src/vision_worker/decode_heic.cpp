// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/decode_heic.h"

#include <libheif/heif.h>
#include <lcms2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <thread>

namespace lumen::vision_worker {
namespace {

using Context = std::unique_ptr<heif_context, decltype(&heif_context_free)>;
using Handle = std::unique_ptr<heif_image_handle, decltype(&heif_image_handle_release)>;
using Image = std::unique_ptr<heif_image, decltype(&heif_image_release)>;
using Options = std::unique_ptr<heif_decoding_options, decltype(&heif_decoding_options_free)>;

constexpr std::size_t profile_bytes_max = 8 * 1024 * 1024;

int decoding_threads = 1;

Error heif_failure(const heif_error& error) {
  if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature) {
    return unsupported_photo("This kind of HEIC is not supported.", error.message);
  }
  return damaged_photo(error.message);
}

// iPhones store an ICC profile; others may name the primaries by number (ITU-T H.273, table 2).
Bytes named_profile(const heif_image_handle* handle) {
  heif_color_profile_nclx* found = nullptr;
  if (heif_image_handle_get_nclx_color_profile(handle, &found).code != heif_error_Ok || found == nullptr) return {};
  const std::unique_ptr<heif_color_profile_nclx, decltype(&heif_nclx_color_profile_free)> nclx(
      found, &heif_nclx_color_profile_free);
  if (nclx->color_primaries != heif_color_primaries_SMPTE_EG_432_1) return {};
  const cmsCIExyY white{0.3127, 0.3290, 1.0};
  const cmsCIExyYTRIPLE display_p3{{0.680, 0.320, 1.0}, {0.265, 0.690, 1.0}, {0.150, 0.060, 1.0}};
  const std::array<cmsFloat64Number, 5> srgb_curve{2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045};
  cmsToneCurve* curve = cmsBuildParametricToneCurve(nullptr, 4, srgb_curve.data());
  const std::array<cmsToneCurve*, 3> curves{curve, curve, curve};
  cmsHPROFILE profile = cmsCreateRGBProfile(&white, &display_p3, curves.data());
  cmsFreeToneCurve(curve);
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile, nullptr, &size);
  Bytes bytes(size);
  if (cmsSaveProfileToMem(profile, bytes.data(), &size) == 0) bytes.clear();
  cmsCloseProfile(profile);
  return bytes;
}

Bytes profile_of(const heif_image_handle* handle) {
  const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
  if (size == 0) return named_profile(handle);
  if (size > profile_bytes_max) return {};
  Bytes bytes(size);
  if (heif_image_handle_get_raw_color_profile(handle, bytes.data()).code != heif_error_Ok) return {};
  return bytes;
}

// The coded picture may be larger than what its crop leaves of it; both are limited.
Result<void> check_sizes(const heif_image_handle* handle, const DecodeLimits& limits) {
  const auto check = [&](int width_px, int height_px) {
    return check_size(static_cast<std::uint64_t>(std::max(0, width_px)),
                      static_cast<std::uint64_t>(std::max(0, height_px)), limits);
  };
  auto shown = check(heif_image_handle_get_width(handle), heif_image_handle_get_height(handle));
  if (!shown) return shown;
  return check(heif_image_handle_get_ispe_width(handle), heif_image_handle_get_ispe_height(handle));
}

Result<Image> decode_pixels(const heif_image_handle* handle, heif_chroma chroma) {
  const Options options(heif_decoding_options_alloc(), &heif_decoding_options_free);
  options->convert_hdr_to_8bit = 1;
  options->strict_decoding = 1;
  heif_image* decoded = nullptr;
  const heif_error error = heif_decode_image(handle, &decoded, heif_colorspace_RGB, chroma, options.get());
  Image image(decoded, &heif_image_release);
  if (error.code != heif_error_Ok) return fail(heif_failure(error));
  return image;
}

cv::Mat reduced_bgr(heif_image* image, bool alpha) {
  int stride = 0;
  std::uint8_t* plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
  const cv::Size size(heif_image_get_width(image, heif_channel_interleaved),
                      heif_image_get_height(image, heif_channel_interleaved));
  const cv::Mat whole(size, alpha ? CV_8UC4 : CV_8UC3, plane, static_cast<std::size_t>(stride));
  const int factor = whole_reduction(static_cast<std::uint32_t>(size.width), static_cast<std::uint32_t>(size.height));
  cv::Mat opaque = whole;
  if (alpha) {
    cv::Mat bgra;
    cv::cvtColor(whole, bgra, cv::COLOR_RGBA2BGRA);
    opaque = over_white(bgra);
  }
  const cv::Size small(reduced(static_cast<std::uint32_t>(size.width), factor),
                       reduced(static_cast<std::uint32_t>(size.height), factor));
  cv::Mat pixels;
  cv::resize(opaque, pixels, small, 0, 0, cv::INTER_AREA);
  if (!alpha) cv::cvtColor(pixels, pixels, cv::COLOR_RGB2BGR);
  return pixels;
}

}  // namespace

void prepare_heic() {
  heif_init(nullptr);
  decoding_threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 4U));
}

Result<Picture> decode_heic(ByteView bytes, const DecodeLimits& limits) {
  const Context context(heif_context_alloc(), &heif_context_free);
  heif_context_set_max_decoding_threads(context.get(), decoding_threads);
  const heif_error opened =
      heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr);
  if (opened.code != heif_error_Ok) return fail(heif_failure(opened));
  heif_image_handle* primary = nullptr;
  const heif_error found = heif_context_get_primary_image_handle(context.get(), &primary);
  const Handle handle(primary, &heif_image_handle_release);
  if (found.code != heif_error_Ok) return fail(heif_failure(found));
  if (auto sizes = check_sizes(handle.get(), limits); !sizes) return fail(sizes.error());

  const bool alpha = heif_image_handle_has_alpha_channel(handle.get()) != 0;
  auto image = decode_pixels(handle.get(), alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB);
  if (!image) return fail(image.error());

  Picture picture;
  picture.original_width_px = heif_image_get_width(image->get(), heif_channel_interleaved);
  picture.original_height_px = heif_image_get_height(image->get(), heif_channel_interleaved);
  picture.pixels = reduced_bgr(image->get(), alpha);
  picture.profile = profile_of(handle.get());
  return picture;
}

}  // namespace lumen::vision_worker
