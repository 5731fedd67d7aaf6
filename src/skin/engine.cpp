// SPDX-License-Identifier: Apache-2.0
#include "skin/engine.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "skin/face_gate.h"
#include "skin/locate.h"
#include "skin/measure_concerns.h"
#include "skin/quality_gate.h"
#include "skin/scores.h"
#include "skin/skin_like.h"
#include "skin/skin_profile.h"
#include "skin/skin_view.h"

namespace lumen::skin {
namespace {

constexpr int colourless_difference_max = 2;  // between channels, 8-bit steps, on all but 5 % of the pixels

// Black and white, whether the file says so or its three channels merely agree.
Colour colour_of(const Photo& photo, const Thumbnail& thumbnail) {
  if (photo.grayscale) return Colour::absent;
  const cv::Mat& small = thumbnail.bgr;
  int coloured = 0;
  for (int y = 0; y < small.rows; ++y) {
    for (int x = 0; x < small.cols; ++x) {
      const auto pixel = small.at<cv::Vec3b>(y, x);
      const auto [low, high] = std::minmax({pixel[0], pixel[1], pixel[2]});
      if (high - low > colourless_difference_max) ++coloured;
    }
  }
  return coloured * 20 > int(small.total()) ? Colour::present : Colour::absent;
}

// What is known of the photo as a whole before anything is looked for.
struct Overview {
  explicit Overview(const Photo& photo)
      : thumbnail(make_thumbnail(photo.bgr)),
        colour(colour_of(photo, thumbnail)),
        skin(find_skin_like(thumbnail)),
        photo_size(photo.bgr.size()) {}

  Thumbnail thumbnail;
  Colour colour;
  SkinLike skin;
  cv::Size photo_size;
};

LightEstimate describe_light(const Light& light) {
  LightEstimate estimate{true, light.red_to_green, light.blue_to_green, {}};
  for (int i = 0; i < 3; ++i) estimate.gain_rgb[std::size_t(i)] = light.gain_bgr[2 - i];
  return estimate;
}

Light light_of(const Overview& overview) {
  return overview.colour == Colour::present ? estimate_light(overview.thumbnail, overview.skin.fraction) : Light();
}

SkinView view_in(const Light& light, Frame frame, Colour colour) {
  if (colour == Colour::present) frame.bgr = correct_colour(frame.bgr, light);
  return SkinView(std::move(frame), colour);
}

Analysis measure_subject(const Overview& overview, const Subject& subject, const Light& light, const SkinView& view) {
  Analysis analysis;
  analysis.light = light;
  analysis.measures = measure(view);
  PhotoQuality quality;
  quality.sharpness = sharpness(view.frame);
  for (int i = 0; i < 3; ++i) {
    quality.gain_away = std::max(quality.gain_away, std::abs(analysis.light.gain_bgr[i] - 1));
  }
  quality.photo_size = overview.photo_size;
  analysis.prediction = predict(analysis.measures);
  SkinReport& report = analysis.prediction.report;
  report.concerns = measure_concerns(view, analysis.measures, quality);
  report.profile = profile_skin(view, analysis.measures, report.concerns, quality);
  if (overview.colour == Colour::present) report.light = describe_light(analysis.light);
  analysis.mode = view.frame.mode;
  analysis.frame = view.frame;
  analysis.skin = view.mask;
  if (const auto* face = std::get_if<Face>(&subject)) analysis.face = *face;
  return analysis;
}

}  // namespace

Engine::Engine(std::unique_ptr<FaceFinder> finder) : finder_(std::move(finder)) {}

Result<Engine> Engine::load(const std::string& cascade_folder) {
  // AVX2 and its like round otherwise than the instructions that every x86-64 machine has, and gain next to nothing.
  cv::setUseOptimized(false);
  auto finder = FaceFinder::load(cascade_folder);
  if (!finder) return fail(std::move(finder.error()));
  return Engine(std::move(*finder));
}

tl::expected<Analysis, PhotoRejection> Engine::analyze(const Photo& photo) const {
  if (auto refused = check_size(photo)) return tl::unexpected(std::move(*refused));
  const Overview overview(photo);
  const std::optional<Subject> subject = locate(*finder_, photo, overview.skin, overview.colour);
  if (!subject) return tl::unexpected(explain_nothing_found(overview.thumbnail));
  Frame frame = frame_subject(photo.bgr, *subject);
  if (auto refused = check_subject(photo, *subject, frame)) return tl::unexpected(std::move(*refused));
  if (auto refused = check_screenshot(photo)) return tl::unexpected(std::move(*refused));
  const Light light = light_of(overview);
  const SkinView view = view_in(light, std::move(frame), overview.colour);
  if (const auto* face = std::get_if<Face>(&*subject)) {
    if (auto refused = check_face(view, *face)) return tl::unexpected(std::move(*refused));
  }
  return measure_subject(overview, *subject, light, view);
}

Analysis Engine::measure_anyway(const Photo& photo) const {
  const Overview overview(photo);
  const Subject whole = CloseUp{cv::Rect(0, 0, photo.bgr.cols, photo.bgr.rows)};
  const Subject subject = locate(*finder_, photo, overview.skin, overview.colour).value_or(whole);
  const Light light = light_of(overview);
  const SkinView view = view_in(light, frame_subject(photo.bgr, subject), overview.colour);
  return measure_subject(overview, subject, light, view);
}

}  // namespace lumen::skin
