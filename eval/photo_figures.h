// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures over a part of a scored set (all of it, one source, one third by tone).

#include <functional>
#include <string>
#include <vector>

#include "eval/score_photos.h"
#include "eval/statistics.h"

namespace lumen::eval {

using Part = std::vector<const ScoredPhoto*>;

bool shows(const ScoredPhoto& photo, Label label);  // by its true labels
double score_of(const ScoredPhoto& photo, Label label);
bool first_is_right(const ScoredPhoto& photo, int first);  // a true label is among the `first` highest

Part part_of(const std::vector<ScoredPhoto>& photos, const std::function<bool(const ScoredPhoto&)>& belongs);
std::vector<Label> labels_in(const Part& part);

// Photos that show the label against all others of the part.
Auroc auroc_against_rest(const Part& part, Label label);
// Against the photos labelled healthy only.
Auroc auroc_against_healthy(const Part& part, Label label);
// Only pairs of photos of one source are compared, so that a source's look cannot help. `pairs` 0: there are none.
struct WithinSource {
  double value = 0.5;
  double pairs = 0;
};
WithinSource auroc_within_source(const Part& part, Label label);

// The mean of auroc_against_rest over labels with at least `positives_min` photos and one other photo; `labels` counts
// them.
struct MeanAuroc {
  double value = 0.5;
  int labels = 0;
};
MeanAuroc mean_auroc(const Part& part, int positives_min);

double share_right(const Part& part, int first);
double calibration_of_first(const Part& part);               // confidence against being right
double calibration_of_label(const Part& part, Label label);  // score against being present

}  // namespace lumen::eval
