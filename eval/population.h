// SPDX-License-Identifier: Apache-2.0
#pragma once
// Many different people, every cause at its own random level at once: does a score follow its own cause and no other,
// are lesions counted, lines found, and is the tone right?

#include "eval/engine_crew.h"
#include "eval/figure.h"

namespace lumen::eval {

inline constexpr double line_tolerance_mm = 1.5;  // lines are compared after both were widened by this

// Figures: "cross_talk.<concern>", the largest |rho| of its score with another cause's level, without the pairs of
// expected_pair; "own_cause.<concern>", rho with its own; "lesion_count", "line_jaccard", "face_found", "tone".
// Table "cross_talk": all pairs.
Chapter run_population(const EngineCrew& crew, int people);

// True when docs/MEASUREMENTS.md names the cause in the score's formula, or the cause is a part of what the score
// means.
bool expected_pair(Concern score, Concern cause);

}  // namespace lumen::eval
