// SPDX-License-Identifier: Apache-2.0
#pragma once
// The built-in skin engine: photo in, measured findings out. The steps, one file each: find_skin_like -> locate ->
// frame -> quality_gate -> prepare_colour -> skin_view (mask, regions, reference) -> measures -> scores.
// Deterministic: the same pixels give the same answer, whatever the number of OpenCV's threads and whatever instruction
// sets the processor has. Runs on one core when the caller has set cv::setNumThreads(1).

#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.h"
#include "domain/prediction.h"
#include "skin/find_face.h"
#include "skin/frame.h"
#include "skin/measures.h"
#include "skin/photo.h"
#include "skin/prepare_colour.h"

namespace lumen::skin {

struct Analysis {
  Prediction prediction;
  // For the overlay and for tests:
  Mode mode = Mode::close_up;
  std::optional<Face> face;
  Frame frame;        // colour-corrected; says where it lies in the photo
  cv::Mat skin;       // CV_8U, frame px
  Measures measures;  // masks and spots in frame px
  Light light;
};

class Engine {
 public:
  // `cascade_folder` holds OpenCV's Haar cascades. Keeps OpenCV in this process to the instructions that every
  // processor of its kind has (cv::setUseOptimized(false)). Errors: `invalid` "cascades_missing".
  static Result<Engine> load(const std::string& cascade_folder);

  // Thread-safe; threads that share an engine wait for each other while searching for the face. The photo must be
  // CV_8UC3 and not empty.
  tl::expected<Analysis, PhotoRejection> analyze(const Photo& photo) const;

  // The same without the quality gate, for evaluation: a photo in which nothing was found is taken as a close-up.
  Analysis measure_anyway(const Photo& photo) const;

 private:
  explicit Engine(std::unique_ptr<FaceFinder> finder);

  std::unique_ptr<FaceFinder> finder_;
};

}  // namespace lumen::skin
