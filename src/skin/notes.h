// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sentences of the engine, all in one place. They say what was measured on this photo, in plain words, and never
// name a disease or give a diagnosis.

#include <string>
#include <vector>

#include "domain/prediction.h"
#include "skin/measures.h"
#include "skin/score_table.h"

namespace lumen::skin {

std::string note_measured(Label label, const Measures& measures);
std::string note_not_measured(Label label, const Needs& needs, const Scope& scope);
std::string note_healthy(const std::vector<Finding>& others, const Measures& measures);

// About the photo as a whole.
std::vector<std::string> notes_for(const Measures& measures);

}  // namespace lumen::skin
