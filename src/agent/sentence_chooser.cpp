// SPDX-License-Identifier: Apache-2.0
#include "agent/sentence_chooser.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace lumen::agent {
namespace {

// FNV-1a over bytes, finished by the mixer of splitmix64: stable across machines and versions.
std::uint64_t hash_text(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return (hash ^ 0xFFU) * 0x100000001B3ULL;
}

std::uint64_t finish(std::uint64_t hash) {
  hash ^= hash >> 30U;
  hash *= 0xBF58476D1CE4E5B9ULL;
  hash ^= hash >> 27U;
  hash *= 0x94D049BB133111EBULL;
  return hash ^ (hash >> 31U);
}

// Rounded, so that the text does not hang on the last bit of a float.
std::string value_text(double value) {
  return std::isfinite(value) ? std::to_string(std::llround(value * 1000)) : std::string("-");
}

}  // namespace

std::optional<std::string> fill(std::string_view text, const Words& words) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const auto word = words.find(text.substr(open + 1, close - open - 1));
    if (word == words.end()) return std::nullopt;
    out.append(word->second);
    text.remove_prefix(close + 1);
  }
  return out;
}

std::uint64_t seed_of(const SkinCase& skin_case) {
  std::uint64_t hash = hash_text(0xCBF29CE484222325ULL, skin_case.analysis.text());
  hash = hash_text(hash, to_string(skin_case.prediction.condition));
  for (const Finding& finding : skin_case.prediction.findings) hash = hash_text(hash, value_text(finding.extent));
  for (const Measurement& measurement : skin_case.prediction.measurements) {
    hash = hash_text(hash_text(hash, measurement.name), value_text(measurement.value));
  }
  return finish(hash);
}

std::uint64_t SentenceChooser::mixed(std::string_view slot, std::size_t number) const {
  return finish(hash_text(seed_, slot) + 0x9E3779B97F4A7C15ULL * (number + 1));
}

std::vector<std::size_t> SentenceChooser::order(std::string_view slot, std::size_t count) const {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return mixed(slot, a) < mixed(slot, b); });
  return order;
}

void SentenceChooser::note_citations(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (std::find(citations_.begin(), citations_.end(), id) == citations_.end()) citations_.push_back(id);
    if (std::find(recent_.begin(), recent_.end(), id) == recent_.end()) recent_.push_back(id);
  }
}

std::vector<std::string> SentenceChooser::take_recent() { return std::exchange(recent_, {}); }

std::vector<CitedText> SentenceChooser::choose_cited(std::string_view slot, const Passages& pool, const Words& words,
                                                     std::size_t count) {
  std::vector<CitedText> chosen;
  for (const std::size_t index : order(slot, pool.size())) {
    if (chosen.size() == count) break;
    auto filled = fill(pool[index].text, words);
    if (!filled) continue;
    note_citations(pool[index].citations);
    chosen.push_back({std::move(*filled), pool[index].citations});
  }
  return chosen;
}

std::vector<std::string> SentenceChooser::choose_several(std::string_view slot, const Passages& pool,
                                                         const Words& words, std::size_t count) {
  std::vector<std::string> texts;
  for (CitedText& one : choose_cited(slot, pool, words, count)) texts.push_back(std::move(one.text));
  return texts;
}

std::string SentenceChooser::choose(std::string_view slot, const Passages& pool, const Words& words) {
  auto chosen = choose_several(slot, pool, words, 1);
  return chosen.empty() ? std::string() : std::move(chosen.front());
}

}  // namespace lumen::agent
