// SPDX-License-Identifier: Apache-2.0
#pragma once
// The built-in agent's words: plain, specific to this person's measurements, never an illness as fact. Pure
// and deterministic.

#include <string>
#include <vector>

#include "agent/final_answer.h"
#include "agent/knowledge.h"
#include "agent/skin_case.h"

namespace lumen::agent {

struct BuiltinText {
  std::string summary;  // top finding, region, extent; other findings; change since earlier; what was not judged
  std::vector<std::string> recommendations;
  std::vector<std::string> care_instructions;
  std::vector<std::string> citation_ids;
  Cites cites;  // a statement without is about the photo and the person's own readings
};

// With red flags the text refers to a doctor and names no ingredient.
BuiltinText compose_text(const SkinCase& skin_case, const Knowledge& knowledge, std::size_t product_count);

// Label-specific, never empty; urgent signs first. Used for every rung, whatever a model wrote.
std::string doctor_advice(const SkinCase& skin_case, const Knowledge& knowledge);
// The sources of `doctor_advice`.
std::vector<std::string> doctor_citations(const SkinCase& skin_case, const Knowledge& knowledge);

}  // namespace lumen::agent
