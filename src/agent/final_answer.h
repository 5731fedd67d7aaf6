// SPDX-License-Identifier: Apache-2.0
#pragma once
// The final answer a model must give, as JSON, and the checks it must pass. A model chooses words and
// products; severity, advice when to see a doctor and whether products may be offered are never its choice.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace lumen::agent {

// The ids of the passages that state a statement, by its text: an item, or a sentence of a summary.
using Cites = std::map<std::string, std::vector<std::string>, std::less<>>;

struct FinalAnswer {
  std::string summary;
  std::vector<std::string> recommendations;
  std::vector<std::string> care_instructions;
  std::vector<std::string> product_ids;   // chosen among those the tools gave, best first
  std::vector<std::string> citation_ids;  // of the answer as a whole
  Cites cites;                            // of single statements; one without is not in it
  std::vector<std::string> guardrails;    // rules that took sentences out; not the model's to say
};

// summary 40..2,000 characters, as one text or as statements; 1..10 recommendations and care instructions of 1..600
// characters; up to 10 product ids and 20 citation ids. A statement is a text or {text, cite: [id]}.
const json::object& final_answer_schema();

// Reads JSON, also inside ``` fences or with words around it. `invalid` with code "bad_answer" (no JSON, not
// the form, not UTF-8), "answer_too_large" (over bytes_max), "banned_wording", or "guardrail" when guard_answer leaves
// too little; the public message tells the model what to mend. Single sentences that guard_answer names are left out.
Result<FinalAnswer> parse_final_answer(std::string_view text, std::size_t bytes_max);

std::string to_json_text(const FinalAnswer& answer);

}  // namespace lumen::agent
