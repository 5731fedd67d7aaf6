// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one place where the evaluation reads what the engine answers, so that a change of the answer is one edit here.

#include <array>
#include <string>
#include <vector>

#include "domain/concern.h"
#include "domain/labels.h"
#include "skin/engine.h"

namespace lumen::eval {

// What a photo's labels were given.
struct LabelScores {
  std::array<double, label_count> score{};   // 0..1, by Label
  std::array<bool, label_count> measured{};  // a label that was not measured scores 0
  std::array<Label, label_count> order{};    // the highest score first; ties in the order of all_labels
  double confidence = 0;                     // of the first
  double tone = 0;                           // individual typology angle, degrees; 0 for black and white
  bool face = false;                         // measured as a face
};
LabelScores read_labels(const skin::Analysis& analysis);

// The concerns of a photo, by Concern.
struct ConcernScores {
  std::array<double, concern_count> score{};     // 0..100; 0 when not measured
  std::array<double, concern_count> quantity{};  // what the score is made of, in its own unit
  std::array<int, concern_count> count{};        // 0 when the concern counts nothing
  int monk_tone = 0;                             // 1..10, 0 when not measured
  bool face = false;
};
ConcernScores read_concerns(const skin::Analysis& analysis);

// Everything that is answered for a photo, as text: two answers are the same when their texts are.
std::string read_whole_answer(const skin::Analysis& analysis);

// The lines that were found, in photo px (CV_8U), for a photo of this size.
cv::Mat read_lines(const skin::Analysis& analysis, cv::Size photo_px);

}  // namespace lumen::eval
