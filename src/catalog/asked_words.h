// SPDX-License-Identifier: Apache-2.0
#pragma once
// What people call things in a search field, beyond the words of labels: kinds of product ("sun cream", "sleeping
// pack"), forms and uses that the catalog's categories do not know ("makeup remover", "sheet mask", "lightweight"),
// and actives ("BHA", "vit C", "cica"). Pure data and pure functions. Words are given as search::split_words does.

#include <bitset>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/product_role.h"

namespace lumen::catalog {

// The kinds of product that words ask for.
RoleSet roles_asked(const std::vector<std::string>& words);

inline constexpr std::size_t forms_max = 24;
using FormSet = std::bitset<forms_max>;

// The forms and uses that words ask for, and those that a product's name speaks of.
FormSet forms_asked(const std::vector<std::string>& words);
FormSet forms_named(const std::vector<std::string>& words);

// "Cheap", "a splurge": a wish, where "under $20" is a condition (catalog/query_reader.h).
enum class PriceWish { none, low, high };
PriceWish price_wish(const std::vector<std::string>& words);

// What people call an active, separated by '|', by its key in catalog/active_table.h.
struct ActiveNickname {
  std::string_view active;
  std::string_view words;
};
std::span<const ActiveNickname> all_active_nicknames();

// True when the phrase's words stand in `words` next to each other; a last '*' lets its word go on.
bool holds_phrase(std::span<const std::string> words, std::string_view phrase);
// True for one of the phrases of a list separated by '|'.
bool holds_one_of(std::span<const std::string> words, std::string_view phrases);

}  // namespace lumen::catalog
