// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is published about single ingredients: their INCI name, what they do in a product (in the words of the
// European Commission's list of functions), and how a list rated them for clogging pores. The ratings come from
// rabbit-ear tests of undiluted substances and say little about a finished product; they are shown with their
// source and never judge a product by themselves. Pure data.

#include <span>
#include <string_view>

namespace lumen::catalog {

struct InciFact {
  std::string_view name;         // "Sodium Hyaluronate"
  std::string_view other_names;  // separated by '|'
  std::string_view functions;    // separated by '|'; "" when no source states one
  int comedogenic_low = -1;      // 0..5, -1 when no list rates it
  int comedogenic_high = -1;
  std::string_view sources;  // keys of fact sources, separated by '|'
};

std::span<const InciFact> all_inci_facts();

// The row of an ingredient as a label writes it ("Water/Aqua/Eau", "Salicylic Acid 2%", "Parfum (Fragrance)");
// null when it is not in the table.
const InciFact* find_inci(std::string_view ingredient);

}  // namespace lumen::catalog
