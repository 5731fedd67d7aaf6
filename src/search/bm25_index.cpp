// SPDX-License-Identifier: Apache-2.0
#include "search/bm25_index.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "search/words.h"

namespace lumen::search {
namespace {

constexpr double k1 = 1.2;
constexpr double b = 0.75;

}  // namespace

std::uint32_t Bm25Index::term_number(const std::string& word) {
  const auto [place, fresh] = terms_.try_emplace(word, static_cast<std::uint32_t>(postings_.size()));
  if (fresh) postings_.emplace_back();
  return place->second;
}

void Bm25Index::put(Postings& postings, Posting posting) {
  const auto place = std::lower_bound(postings.begin(), postings.end(), posting.item,
                                      [](const Posting& one, std::uint32_t item) { return one.item < item; });
  if (place != postings.end() && place->item == posting.item) {
    *place = posting;
  } else {
    postings.insert(place, posting);
  }
}

void Bm25Index::drop(Postings& postings, std::uint32_t item) {
  std::erase_if(postings, [item](const Posting& posting) { return posting.item == item; });
}

void Bm25Index::set(std::uint32_t item, std::span<const Field> fields) {
  if (item == size()) documents_.emplace_back();
  std::vector<std::pair<std::uint32_t, float>> words;  // term number, weight
  Document fresh;
  for (const Field& field : fields) {
    for (const std::string& word : split_words(field.text)) {
      if (is_stop_word(word)) continue;
      words.emplace_back(term_number(word), field.weight);
      fresh.length += static_cast<double>(field.weight);
    }
  }
  std::sort(words.begin(), words.end());
  for (std::size_t at = 0; at < words.size();) {
    const std::uint32_t term = words[at].first;
    float frequency = 0;
    for (; at < words.size() && words[at].first == term; ++at) frequency += words[at].second;
    fresh.terms.push_back(term);
    put(postings_[term], {item, frequency});
  }
  Document& document = documents_[item];
  for (const std::uint32_t term : document.terms) {
    if (!std::binary_search(fresh.terms.begin(), fresh.terms.end(), term)) drop(postings_[term], item);
  }
  total_length_ += fresh.length - document.length;
  document = std::move(fresh);
}

void Bm25Index::add_scores(const Postings& postings, std::unordered_map<std::uint32_t, double>& scores) const {
  const auto documents = static_cast<double>(size());
  const auto holding = static_cast<double>(postings.size());
  const double idf = std::log(1 + (documents - holding + 0.5) / (holding + 0.5));
  const double average = total_length_ / documents;
  for (const Posting& posting : postings) {
    const auto frequency = static_cast<double>(posting.frequency);
    const double relative = documents_[posting.item].length / average;
    scores[posting.item] += idf * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * relative));
  }
}

std::vector<Hit> Bm25Index::search(std::string_view query, std::size_t count, const Filter& filter) const {
  std::unordered_map<std::uint32_t, double> scores;
  std::unordered_set<std::string> seen;
  for (const std::string& word : split_words(query)) {
    if (is_stop_word(word) || !seen.insert(word).second) continue;
    const auto term = terms_.find(word);
    if (term != terms_.end() && !postings_[term->second].empty()) add_scores(postings_[term->second], scores);
  }
  std::vector<Hit> hits;
  for (const auto& [item, score] : scores) {
    if (!filter || filter(item)) hits.push_back({item, score});
  }
  const auto wanted = hits.begin() + static_cast<std::ptrdiff_t>(std::min(count, hits.size()));
  std::partial_sort(hits.begin(), wanted, hits.end(), comes_before);
  hits.erase(wanted, hits.end());
  return hits;
}

}  // namespace lumen::search
