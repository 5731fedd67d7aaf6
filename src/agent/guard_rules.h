// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rule tables of the guardrails: words as data (guard_patterns.h tells how they are written), and which rule
// they make. Immutable.

#include <span>
#include <string_view>

namespace lumen::agent {

enum class GuardAction { allow, redact, block, refer };

struct GuardSetText {
  std::string_view name;
  std::string_view patterns;
};

// Fires at each match of `patterns`, but not
struct GuardRuleText {
  std::string_view id;
  GuardAction action;
  std::string_view patterns;
  std::string_view except = "";     // where a match of this set overlaps it,
  std::string_view unless = "";     // when one stands in the same sentence,
  std::string_view not_after = "";  // when one ends at most six words before it in the same sentence,
  std::string_view only_with = "";  // or when none stands anywhere in the text.
};

// Words that several tables use; each table's own sets follow them.
std::span<const GuardSetText> shared_sets();
std::span<const GuardSetText> injection_sets();
std::span<const GuardSetText> topic_sets();
std::span<const GuardSetText> answer_sets();
std::span<const GuardSetText> abroad_sets();

std::span<const GuardRuleText> injection_rules();     // instruction-like text, in messages and in data
std::span<const GuardRuleText> data_rules();          // only in data
std::span<const GuardRuleText> topic_rules();         // denied topics in messages
std::span<const GuardRuleText> answer_rules();        // what Lumen does not say
std::span<const GuardRuleText> abroad_topic_rules();  // both in other languages
std::span<const GuardRuleText> abroad_answer_rules();

}  // namespace lumen::agent
