// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a person may ask, what data may say to a model, and what a model may answer. Rules are tables
// (guard_rules.h); the same text always gets the same verdict. A verdict never holds up an urgent sign: red flags
// come first and send to a doctor. Time is linear in the text, which is bounded; pure, thread-safe.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "agent/guard_rules.h"

namespace lumen::agent {

inline constexpr std::size_t message_bytes_max = 4'000;
inline constexpr std::size_t guarded_data_bytes_max = 32'000;  // the rest of a longer passage is left out
inline constexpr std::size_t guarded_answer_bytes_max = 8'000;

// allow    `text` is what came.
// redact   `text` is what may be used; what a rule named is gone or masked.
// block    `text` is empty and `reply` is said instead.
// refer    as block, and no product is offered: `reply` sends to a doctor, or to immediate help.
struct GuardVerdict {
  GuardAction action = GuardAction::allow;
  std::vector<std::string> rules;  // ids of those that fired, each once: "input.diagnosis", "red_flag.bleeding"
  std::string text;
  std::string reply;
};

// What a person writes. `refer` for red flags and self-harm, `block` for what Lumen does not do, `redact` for
// personal data and swearing: "[email]", "***".
GuardVerdict guard_message(std::string_view text);

// Product data, retrieved passages, tool results: sentences that give orders to a model are taken out. Never
// blocks; `text` may come out empty.
GuardVerdict guard_data(std::string_view text);

// What a model wrote: a sentence that a rule names is taken out, personal data is masked; `block` when nothing is
// left to say.
GuardVerdict guard_answer(std::string_view text);

// What is wrong with the rule tables; empty, or a fault of the build.
const std::vector<std::string>& guard_rule_faults();

std::string_view to_string(GuardAction action);

}  // namespace lumen::agent
