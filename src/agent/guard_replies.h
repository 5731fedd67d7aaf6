// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said when a message or an answer is not used. It refers, and names no illness.

#include <string_view>

namespace lumen::agent {

// By the rule's id; a general sentence for one that has no words of its own.
std::string_view guard_reply(std::string_view rule);

}  // namespace lumen::agent
