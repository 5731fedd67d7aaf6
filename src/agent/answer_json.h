// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the forms of a model's answers share. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "agent/cited_text.h"
#include "base/json.h"
#include "base/json_schema.h"
#include "base/result.h"

namespace lumen::agent {

// {type: array of texts of 1..characters_max characters}
json::object text_list_schema(int items_min, int items_max, int characters_max);

// {type: array of statements}: each a text of 1..characters_max characters, or {text, cite: up to cites_max ids}.
inline constexpr int cites_max = 10;
inline constexpr int cite_characters_max = 128;
json::object cited_list_schema(int items_min, int items_max, int characters_max);
// A statement that fits it.
CitedText cited_text_of(const json::value& value);
// A plain text when nothing is cited.
json::value to_json(const CitedText& statement);

// The JSON object in `text`, which may stand in ``` fences or have words around it, when it fits. `invalid`
// "bad_answer" (no JSON, not UTF-8, not the form) or "answer_too_large"; the message tells the model what to mend.
Result<json::object> parse_answer(std::string_view text, std::size_t bytes_max, const JsonSchema& schema);

// `invalid` "banned_wording" when a text states an illness as fact and the like (agent/wording.h).
Result<void> check_wording(const std::vector<std::string_view>& texts);

// What may be said of `text` (agent/guardrails.h), "" when nothing; the rules that fired are added to `rules`, each
// once.
std::string guarded(std::string_view text, std::vector<std::string>& rules);

// `invalid` "guardrail": too little was left of an answer. Tells the model what to mend.
Error too_little_left(const std::vector<std::string>& rules);

std::vector<std::string> texts_of(const json::object& object, std::string_view name);
json::array array_of(const std::vector<std::string>& texts);

}  // namespace lumen::agent
