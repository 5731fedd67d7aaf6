// SPDX-License-Identifier: Apache-2.0
#pragma once
// For the tests of this folder: drawn photos as the engine takes them, and one loaded engine.

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "skin/engine.h"
#include "tests/photos/draw_photo.h"

namespace lumen::skin {

// Small enough to be quick under the sanitizers, large enough for fine detail.
inline test::PhotoOptions drawing() {
  test::PhotoOptions options;
  options.width_px = 600;
  options.height_px = 800;
  return options;
}

inline Photo draw(const test::PhotoOptions& options) {
  Photo photo;
  photo.bgr = test::draw_photo(options);
  photo.original_width_px = photo.bgr.cols;
  photo.original_height_px = photo.bgr.rows;
  return photo;
}

inline const Engine& engine() {
  static const Engine loaded = [] {
    cv::setNumThreads(1);
    auto engine = Engine::load(LUMEN_CASCADES);
    if (!engine) throw std::runtime_error(engine.error().message);
    return std::move(*engine);
  }();
  return loaded;
}

inline Analysis analysis_of(const test::PhotoOptions& options) {
  auto analysis = engine().analyze(draw(options));
  if (!analysis) throw std::runtime_error("refused: " + analysis.error().code);
  return std::move(*analysis);
}

inline const Finding& finding(const Prediction& prediction, Label label) {
  return prediction.findings.at(static_cast<std::size_t>(label));
}

}  // namespace lumen::skin
