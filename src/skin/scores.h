// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns measures into the prediction: a finding for every label, the list of measurements and the notes for people.

#include "domain/prediction.h"
#include "skin/measures.h"
#include "skin/score_table.h"

namespace lumen::skin {

// Pure. Numbers are rounded here (scores and extents to 0.001) so that the answer does not depend on the last bits
// of floating point.
Prediction predict(const Measures& measures);

// Exposed for tests: 0 at 0, then straight lines through the bands; see ScoreRule.
double extent_from_bands(double quantity, const std::array<double, 4>& bands);

}  // namespace lumen::skin
