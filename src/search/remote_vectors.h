// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the embedders elsewhere share: which texts are sent, and what must be true of the vectors that come back. Pure.

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "search/embedder.h"

namespace lumen::search {

// About 4,000 words, and at most 8,000 tokens of three bytes.
inline constexpr std::size_t embedded_text_bytes_max = 24'000;

// Cut at a character's end.
std::string text_to_embed(std::string text);

// The places of the texts that have a word in them; the others' vectors are zeros and nobody is asked.
std::vector<std::size_t> places_with_words(const std::vector<std::string>& texts);

// A vector of a model's answer, made one of length 1. `unavailable` "remote_bad_answer" for what is none, not finite
// or without a direction; `invalid` "embedder_dimensions" for another size than the one wanted.
Result<Vector> unit_vector(const json::array& numbers, std::size_t dimensions);

// The message says what to set.
Error wrong_dimensions(std::size_t given, std::size_t wanted);

}  // namespace lumen::search
