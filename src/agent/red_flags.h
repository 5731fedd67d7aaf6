// SPDX-License-Identifier: Apache-2.0
#pragma once
// Urgent signs: deterministic rules on what was measured and on what a person writes. When one fires, no
// product is offered and the person is sent to a doctor; no model can change that. The wording refers and
// never names an illness. Pure, thread-safe.

#include <string>
#include <string_view>
#include <vector>

#include "domain/prediction.h"

namespace lumen::agent {

struct RedFlag {
  std::string rule;      // "red_flag.bleeding"
  std::string referral;  // for people: what to do, and how soon
};

// Rules on measurements. A single, very dark, large, uneven spot refers to a doctor:
//   largest_spot_asymmetry  fraction 0..1   ≥ 0.28
//   largest_spot_darkness   percent of the L* of the skin around it   ≥ 35
//   largest_spot_size       fraction of the face's width   ≥ 0.04 (about 6 mm on an adult's face)
//   dark_spots              count   ≤ 3, so that freckled skin does not fire
// A measurement that is absent decides nothing: without the first three there is no flag.
std::vector<RedFlag> red_flags_in(const Prediction& prediction);

// Rules on free text in English, at most the first 4,000 bytes. Each rule fires once. "No bleeding" and "it does
// not itch or bleed" do not fire.
std::vector<RedFlag> red_flags_in(std::string_view text);

}  // namespace lumen::agent
