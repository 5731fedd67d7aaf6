// SPDX-License-Identifier: Apache-2.0
#pragma once
// One person, one cause, rising: does its score rise with it, by how much do the others move, and is that alike on
// light and on dark skin?

#include "eval/engine_crew.h"
#include "eval/figure.h"

namespace lumen::eval {

struct SweepSize {
  int people = 15;
  int levels = 7;
};

// Figures "monotonicity.<concern>": Spearman's rho of level and score within a person, mean over people; and
// "fairness.<concern>": the difference between the lightest (Monk 1-3) and darkest third (8-10) in the mean distance of
// a score from the curve of all people, as a fraction of the scale. Tables "shifts" and "fairness".
Chapter run_sweeps(const EngineCrew& crew, const SweepSize& size);

}  // namespace lumen::eval
