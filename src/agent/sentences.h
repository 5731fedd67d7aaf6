// SPDX-License-Identifier: Apache-2.0
#pragma once
// Plain text, taken apart into sentences. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace lumen::agent {

// A sentence ends with '.', '!' or '?' before a space and no small letter ("e.g. this" goes on), or at a line's end.
// Spaces around it are gone; what has no end of its own is a sentence too.
std::vector<std::string> split_sentences(std::string_view text);

}  // namespace lumen::agent
