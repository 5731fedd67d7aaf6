// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tables behind red_flags.h: which words make which urgent sign. Immutable.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "agent/phrase_match.h"

namespace lumen::agent {

struct RedFlagGroup {
  std::vector<std::string_view> phrases;
  WordText::Negated negated;
};

// Fires when a phrase of each group stands within `near_words` of one of the first, and none of `unless` is said.
struct RedFlagRule {
  std::string_view id;
  std::string_view referral;
  std::size_t near_words;
  std::vector<RedFlagGroup> groups;
  std::vector<std::string_view> unless = {};
};

const std::vector<RedFlagRule>& red_flag_rules();
const std::vector<RedFlagRule>& red_flag_rules_abroad();

// Everyday words that look like signs and are none.
std::span<const std::string_view> red_flag_masks();

// How soon to see somebody about a single spot; also said of one that was measured.
extern const std::string_view see_soon_about_a_spot;

// Whom to ask before strong products in pregnancy and breastfeeding.
extern const std::string_view ask_before_actives;

}  // namespace lumen::agent
