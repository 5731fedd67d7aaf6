// SPDX-License-Identifier: Apache-2.0
#pragma once
// A case's numbers, places and times in words. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "agent/knowledge.h"
#include "agent/skin_case.h"

namespace lumen::agent {

// 0.437 → "44": extents and scores are said in hundredths.
std::string points(double fraction);

// "dark spots"
std::string lower_name(Label label);

// "earlier today", "yesterday", "3 days ago", "2 weeks ago", "4 months ago".
std::string ago_text(UnixMillis then_ms, UnixMillis now_ms);

// A classifier's note as one clean sentence; "" when it is not fit to be shown (too long, markup, control
// characters, not UTF-8, units only an expert reads, words that Lumen does not say).
std::string clean_note(std::string_view note);

// Where the label was measured on this photo: of its measurements the one with the largest value, among those
// of one unit. Nothing when no measurement says.
std::optional<RegionWords> measured_region(const SkinCase& skin_case, const Knowledge& knowledge, Label label);

// The same, else "on the face", or "under the eyes" for what is only found there.
RegionWords region_to_name(const SkinCase& skin_case, const Knowledge& knowledge, Label label);

}  // namespace lumen::agent
