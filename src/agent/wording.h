// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which words Lumen does not say about a person's skin. Pure.

#include <span>
#include <string_view>

namespace lumen::agent {

// The first phrase of `text` that states an illness as fact, promises a result or prescribes ("you have",
// "diagnos…", "prescri…", "cure", "guarantee", …); "" when it is clean. Whole words, any case.
std::string_view banned_wording(std::string_view text);

// The table behind it; a '*' stands for any ending.
std::span<const std::string_view> banned_phrases();

}  // namespace lumen::agent
