// SPDX-License-Identifier: Apache-2.0
#include "eval/score_photos.h"

#include <algorithm>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "base/files.h"
#include "domain/limits.h"
#include "eval/engine_crew.h"
#include "photos/strip_metadata.h"
#include "tests/photos/encode.h"
#include "vision_worker/decode_photo.h"

namespace lumen::eval {
namespace {

constexpr vision_worker::DecodeLimits decode_limits{limits::photo_pixels_max, limits::photo_side_px_max};

Result<skin::Photo> read_photo(const std::filesystem::path& file) {
  auto bytes = read_file(file, limits::photo_bytes_max);
  if (!bytes) return fail(std::move(bytes.error()));
  auto stripped = photos::strip_metadata(std::move(*bytes));
  if (!stripped) return fail(std::move(stripped.error()));
  return vision_worker::decode_photo(stripped->bytes, stripped->orientation, decode_limits);
}

std::string refusal_of(const skin::Engine& engine, const skin::Photo& photo) {
  const auto analysis = engine.analyze(photo);
  return analysis ? "" : analysis.error().code;
}

Result<ScoredPhoto> score(const skin::Engine& engine, const LabelledPhoto& labelled, const ScoringOptions& options) {
  auto photo = read_photo(labelled.file);
  if (!photo) return fail(std::move(photo.error()));
  ScoredPhoto scored;
  scored.photo = labelled;
  scored.refusal = refusal_of(engine, *photo);
  const skin::Photo measured = normalise(*photo, options);
  scored.refusal_normalised = refusal_of(engine, measured);
  scored.scores = read_labels(engine.measure_anyway(measured));
  scored.bgr = measured.bgr;
  return scored;
}

}  // namespace

skin::Photo normalise(const skin::Photo& photo, const ScoringOptions& options) {
  const int side = std::min(photo.bgr.cols, photo.bgr.rows);
  const double factor = std::min(1.0, double(options.short_side_px) / side);
  cv::Mat small = photo.bgr;
  if (factor < 1) cv::resize(photo.bgr, small, cv::Size(), factor, factor, cv::INTER_AREA);
  test::JpegOptions jpeg;
  jpeg.quality = options.jpeg_quality;
  auto decoded = vision_worker::decode_photo(test::encode_jpeg(small, jpeg), 1, decode_limits);
  if (!decoded) return photo;
  decoded->grayscale = photo.grayscale;
  return std::move(*decoded);
}

Result<ScoredSet> score_photos(const std::vector<LabelledPhoto>& photos, const ScoringOptions& options) {
  const auto crew = EngineCrew::load(options.cascade_folder, options.threads);
  if (!crew) return fail(crew.error());
  std::vector<std::optional<Result<ScoredPhoto>>> results(photos.size());
  crew->run(photos.size(), [&](std::size_t index, const skin::Engine& engine) {
    results[index] = score(engine, photos[index], options);
  });
  ScoredSet set;
  for (std::size_t i = 0; i < photos.size(); ++i) {
    if (*results[i]) {
      set.photos.push_back(std::move(**results[i]));
    } else {
      set.unreadable.push_back(photos[i].name + ": " + results[i]->error().message);
    }
  }
  return set;
}

}  // namespace lumen::eval
