// SPDX-License-Identifier: Apache-2.0
#pragma once
// Real photos through the engine: each is brought to one size and encoding first, because a set's sources differ in
// both and would give the label away, then measured without the gate, which only reports.

#include <string>
#include <vector>

#include "eval/labelled_photos.h"
#include "eval/read_scores.h"

namespace lumen::eval {

struct ScoringOptions {
  std::string cascade_folder;
  int short_side_px = 180;  // what every photo is reduced to; smaller ones stay as they are
  int jpeg_quality = 90;    // of the re-encoding
  std::size_t threads = 2;
};

struct ScoredPhoto {
  LabelledPhoto photo;
  LabelScores scores;
  std::string refusal;             // the gate's code for the photo as it came; "" when it passes
  std::string refusal_normalised;  // for what was measured
  cv::Mat bgr;                     // what was measured
};

struct ScoredSet {
  std::vector<ScoredPhoto> photos;
  std::vector<std::string> unreadable;  // "name: why"
};

// Short side `short_side_px`, aspect kept, re-encoded as JPEG and decoded again.
skin::Photo normalise(const skin::Photo& photo, const ScoringOptions& options);

// Errors: `invalid` "cascades_missing".
Result<ScoredSet> score_photos(const std::vector<LabelledPhoto>& photos, const ScoringOptions& options);

}  // namespace lumen::eval
