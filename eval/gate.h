// SPDX-License-Identifier: Apache-2.0
#pragma once
// Photos that cannot be measured, by kind of fault, and photos that can: does the gate tell them apart?

#include "eval/engine_crew.h"
#include "eval/figure.h"

namespace lumen::eval {

// Figures "gate.<fault>": the share that is refused; "gate.good": the share of good photos that is refused. Table: the
// codes that were given.
Chapter run_gate(const EngineCrew& crew, int photos_of_a_kind);

}  // namespace lumen::eval
