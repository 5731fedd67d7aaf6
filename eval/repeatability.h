// SPDX-License-Identifier: Apache-2.0
#pragma once
// The same skin photographed a little differently: how much does a score move? And the same bytes twice: nothing may.

#include "eval/engine_crew.h"
#include "eval/figure.h"

namespace lumen::eval {

// Figures "repeat.<concern>": standard deviation over mean of a score under re-encoding, +-10 % exposure, crops of 5 %
// and a shift of 2 px, mean over people whose score is 15 or more; and "determinism": the share of photos whose answer
// is the same to the last character with one and with two threads.
Chapter run_repeatability(const EngineCrew& crew, int people);

}  // namespace lumen::eval
