// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the catalog knows about cosmetic ingredients: which names an active goes by on a label, and for which
// concerns it is commonly used. Pure data.
//
// Source: general cosmetic-ingredient knowledge, as ingredient dictionaries and introductory dermatology and
// cosmetic-science texts agree on it, written down for Lumen. Weights are editorial judgements of how commonly
// and how directly an active is used for a concern; no dermatologist has reviewed them. They rank cosmetics.
// They are not medical advice and say nothing about a person.

#include <cstdint>
#include <span>
#include <string_view>

#include "domain/labels.h"

namespace lumen::catalog {

// Whether the place in the ingredient list (most first) changes how much an active counts.
enum class Presence : std::uint8_t {
  any,       // effective at one percent or less
  by_place,  // its share counts: a trace at the end of the list does little
};

// What `why` calls the active.
enum class Naming : std::uint8_t {
  common,     // by its `name`: "licorice", "vitamin C"
  as_listed,  // by the pattern that was found: "glycolic acid", "kaolin", "zinc oxide"
};

struct Active {
  std::string_view key;   // snake_case, stable
  std::string_view name;  // for people, in the middle of a sentence
  Naming naming = Naming::common;
  Presence presence = Presence::any;
  std::string_view patterns;  // label names separated by '|': whole words in this order; '=' the whole ingredient
};

struct Effect {
  std::string_view active;  // an Active's key
  Label label = Label::healthy;
  double weight = 0;        // 0..1 speaks for the product; below 0 against it
  std::string_view reason;  // follows the active's name and "to": "help keep pores clear"; "" when against
};

std::span<const Active> all_actives();
std::span<const Effect> all_effects();

// Words for a concern, separated by '|': for search, never for judging a person.
struct ConcernWords {
  Label label = Label::healthy;
  std::string_view in_names;  // a product with one of these in its name is made for the concern
  std::string_view words;     // what people ask with
};
std::span<const ConcernWords> all_concern_words();

}  // namespace lumen::catalog
