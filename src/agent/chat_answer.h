// SPDX-License-Identifier: Apache-2.0
#pragma once
// The form in which a model answers a message: statements with their sources, and products.

#include <string>
#include <string_view>
#include <vector>

#include "agent/cited_text.h"
#include "base/json.h"
#include "base/result.h"

namespace lumen::agent {

struct ChatAnswer {
  std::vector<CitedText> reply;          // in order; shown as one text
  std::vector<std::string> product_ids;  // chosen among those the tools gave, best first
  std::vector<std::string> guardrails;   // rules that took sentences out; not the model's to say
};

inline constexpr int chat_statements_max = 16;
inline constexpr int chat_statement_characters_max = 800;

// reply: 1..chat_statements_max of {text: 1..chat_statement_characters_max characters, cite: up to 8 ids}, a plain
// string also being taken for a statement; up to 10 product ids.
const json::object& chat_answer_schema();

// Reads JSON, also inside ``` fences or with words around it. Errors as of parse_final_answer: "bad_answer",
// "answer_too_large", "banned_wording", "guardrail". Single sentences that guard_answer names are left out.
Result<ChatAnswer> parse_chat_answer(std::string_view text, std::size_t bytes_max);

std::string to_json_text(const ChatAnswer& answer);

// The statements as one text.
std::string joined(const std::vector<CitedText>& statements);

}  // namespace lumen::agent
