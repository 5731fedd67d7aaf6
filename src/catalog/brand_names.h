// SPDX-License-Identifier: Apache-2.0
#pragma once
// The brands of a catalog, and which of them a text names. People write them short: "kiehls", "la roche", "inkey
// list". Reading is thread-safe; `add` wants it for itself.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lumen::catalog {

class BrandNames {
 public:
  void add(std::string_view brand);

  struct Found {
    std::string brand;  // lower case; "" when the words name none
    std::size_t first_word = 0;
    std::size_t word_count = 0;
  };
  // The longest match. A brand is named by all its telling words, by its first two, or by its first alone when that
  // has six letters or more; one that is an ordinary word too ("fresh") only beside nothing else.
  // Expects telling words (search/words.h).
  Found find(std::span<const std::string> words) const;

 private:
  struct Name {
    std::vector<std::string> words;
    std::string brand;
  };
  std::unordered_map<std::string, std::vector<Name>> by_first_word_;
};

}  // namespace lumen::catalog
