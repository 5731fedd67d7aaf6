// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds actives in an ingredient list. Immutable, thread-safe.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/active_table.h"
#include "domain/product.h"

namespace lumen::catalog {

struct FoundActive {
  std::size_t active = 0;    // place in all_actives()
  std::string_view pattern;  // the name that was found
  double strength = 1;       // 0..1, see catalog/concern_fit.h
  std::size_t place = 0;     // of the ingredient in the list
};

class ActiveMatcher {
 public:
  ActiveMatcher();

  // Each active once, at its strongest, in the order of the list.
  std::vector<FoundActive> find(const Product& product) const;

 private:
  struct Pattern {
    std::vector<std::string> words;
    std::size_t active = 0;
    std::string_view text;
    bool whole = false;
  };
  using Words = std::vector<std::string>;

  void find_in(const Words& words, std::size_t place, double share, double stated,
               std::vector<FoundActive>& found) const;

  std::unordered_map<std::string, std::vector<Pattern>> patterns_;  // by first word
};

// The parts of a list that is separated by '|'.
std::vector<std::string_view> split_bar(std::string_view list);

// Shared; built at first use.
const ActiveMatcher& active_matcher();

}  // namespace lumen::catalog
