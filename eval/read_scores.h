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

}  // namespace lumen::eval
