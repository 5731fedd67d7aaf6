// SPDX-License-Identifier: Apache-2.0
#pragma once
// Chooses among ways to say the same thing: by a seed made of the case, so that the same case always gives the
// same text and different people get different sentences. Puts in the words that a passage names in braces. One
// composition, one thread.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agent/cited_text.h"
#include "agent/knowledge.h"
#include "agent/skin_case.h"

namespace lumen::agent {

using Words = std::map<std::string, std::string, std::less<>>;

// Every {name} replaced by its word; nothing when one is missing.
std::optional<std::string> fill(std::string_view text, const Words& words);

// From the analysis id, the condition, every extent and every measured value.
std::uint64_t seed_of(const SkinCase& skin_case);

class SentenceChooser {
 public:
  explicit SentenceChooser(std::uint64_t seed) : seed_(seed) {}

  // One passage of the pool that the words can fill, "" when there is none. Its sources are noted.
  std::string choose(std::string_view slot, const Passages& pool, const Words& words);
  // Up to `count` different ones with their sources, in an order of their own.
  std::vector<CitedText> choose_cited(std::string_view slot, const Passages& pool, const Words& words,
                                      std::size_t count);
  // The same without their sources.
  std::vector<std::string> choose_several(std::string_view slot, const Passages& pool, const Words& words,
                                          std::size_t count);
  // 0..count-1 in an order that follows from the seed.
  std::vector<std::size_t> order(std::string_view slot, std::size_t count) const;

  void note_citations(const std::vector<std::string>& ids);
  // Those noted since the last call of it, each once.
  std::vector<std::string> take_recent();
  // In the order in which they were first used.
  const std::vector<std::string>& citations() const { return citations_; }

 private:
  std::uint64_t mixed(std::string_view slot, std::size_t number) const;

  std::uint64_t seed_;
  std::vector<std::string> citations_;
  std::vector<std::string> recent_;
};

}  // namespace lumen::agent
