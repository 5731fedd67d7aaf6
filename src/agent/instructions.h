// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a model is told before it is asked. Pure.

#include <string>
#include <string_view>

#include "agent/skin_case.h"

namespace lumen::agent {

// The system text: the task, how to speak of skin, the form of the answer.
std::string explain_instructions();

// The first user message: the case as JSON, marked as data.
std::string explain_question(const SkinCase& skin_case);

// The same for a conversation about a result.
std::string chat_instructions();
// What stands before the first message of a talk: the case as data, and what was asked in earlier talks.
std::string chat_context(const SkinCase& skin_case, std::string_view digest);

// Asks for the same answer again, with the reason why the last one could not be used.
std::string repair_question(std::string_view reason);

}  // namespace lumen::agent
