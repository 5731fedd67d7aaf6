// SPDX-License-Identifier: Apache-2.0
#pragma once
// Why a concern has its score, in numbers and in a sentence, and what would move it to the next band.

#include <string>

#include "domain/concern.h"
#include "skin/concern_table.h"

namespace lumen::skin {

ConcernExplanation explain_concern(const ConcernRule& rule, Reading reading);
std::string note_of_concern(const ConcernResult& result);
std::string why_not_measured(const ConcernRule& rule, const Scope& scope);

}  // namespace lumen::skin
