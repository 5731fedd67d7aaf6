// SPDX-License-Identifier: Apache-2.0
#pragma once
// The last rung: a fixed template that needs no time, no tool and no choice of words. Pure.

#include "agent/final_answer.h"
#include "agent/knowledge.h"
#include "agent/skin_case.h"

namespace lumen::agent {

// Names the top finding, its region and its measured extent, and gives care advice that suits any skin.
FinalAnswer plain_answer(const SkinCase& skin_case, const Knowledge& knowledge);

}  // namespace lumen::agent
