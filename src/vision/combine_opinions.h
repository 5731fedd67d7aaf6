// SPDX-License-Identifier: Apache-2.0
#pragma once
// One prediction out of the engine's and another model's (docs/MEASUREMENTS.md, "A second opinion"). Pure.
//
//   both judged a label     score = (3 × the lower + the higher) / 4: never above the mean, and lower the further the
//                           two are apart
//   only one judged it      that one's score
//   healthy                 a model that has no such label says 1 - its highest score of another
//   agreement               1 - the largest distance of the two scores over the two conditions, as far as both judged
//                           them
//
// Extents, severities and measurements stay the engine's: a model's certainty is no extent.

#include "domain/prediction.h"

namespace lumen::vision {

Prediction combine_opinions(Prediction engine, const Prediction& other);

}  // namespace lumen::vision
