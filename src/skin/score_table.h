// SPDX-License-Identifier: Apache-2.0
#pragma once
// From measured quantity to score and extent, one row per label (docs/MEASUREMENTS.md explains each).
//   score  = 1 / (1 + exp(-(bias + sum of weight x quantity)))     weights are never negative: more is more
//   extent = the row's one `extent_of` quantity mapped by straight lines through its four bands to 0.15, 0.40, 0.70
//            and 1, so that severity_from_extent() turns a band into a severity

#include <array>
#include <span>

#include "domain/labels.h"
#include "skin/measures.h"

namespace lumen::skin {

using Quantity = double (*)(const Measures&);

struct Term {
  Quantity quantity = nullptr;
  double weight = 0;
};

struct Needs {
  bool colour = false;
  bool face = false;         // the label is bound to a place on the face
  bool fine_detail = false;  // too small to be seen in a coarse photo
};

struct ScoreRule {
  Label label;
  Needs needs;
  double bias;
  std::array<Term, 3> terms;
  Quantity extent_of;
  std::array<double, 4> bands;  // none below the first, mild, moderate, severe; full extent at the last
};

// Every label but `healthy`, in the order of all_labels.
std::span<const ScoreRule> score_rules();

}  // namespace lumen::skin
