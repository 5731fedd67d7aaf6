// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge_source_embedded.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "agent/knowledge_lexicon.h"
#include "base/encoding.h"
#include "search/fuse.h"
#include "search/words.h"

namespace lumen::agent {
namespace {

constexpr std::size_t ranking_length = 40;
constexpr double cosine_min = 0.12;
constexpr double rank_constant = 60;  // of search/fuse.h
constexpr double vector_weight = 1.0;
constexpr double words_weight = 1.0;

// What a passage is found by beside its text: "ingredient.vitamin_c" → "ingredient vitamin c".
std::string as_words(std::string_view name) {
  std::string words(name);
  for (char& c : words) c = (c == '.' || c == '_') ? ' ' : c;
  return words;
}

// "topic:vitamin_c" → "topicvitaminc": one word, which no text holds by chance.
std::string concept_word(std::string_view name) {
  std::string word;
  for (const char c : name) {
    if (c != ':' && c != '_') word.push_back(c);
  }
  return word;
}

std::string concepts_of(const LibraryPassage& passage) {
  std::string words;
  for (const std::string& topic : passage.topics) words += concept_word("topic:" + topic) + " ";
  for (const Label label : passage.labels) words += concept_word("label:" + std::string(to_string(label))) + " ";
  return words;
}

std::string topics_of(const LibraryPassage& passage) {
  std::string topics;
  for (const std::string& topic : passage.topics) topics += as_words(topic) + " . ";
  return topics;
}

// Code points of valid UTF-8.
std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string labels_of(const LibraryPassage& passage) {
  std::string labels;
  for (const Label label : passage.labels) labels.append(display_name(label)).append(" . ");
  return labels;
}

}  // namespace

KnowledgeSourceEmbedded::KnowledgeSourceEmbedded(const Knowledge& knowledge, Metrics& metrics)
    : knowledge_(knowledge),
      embedder_(make_knowledge_lexicon(knowledge)),
      seconds_(metrics.histogram("lumen_knowledge_search_seconds", "How long a search for passages took.")) {}

std::string KnowledgeSourceEmbedded::describe() const {
  return fmt::format("embedded ({} passages, vectors and BM25)", knowledge_.library().size());
}

void KnowledgeSourceEmbedded::warm_up() {
  std::call_once(built_, [this] { build(); });
}

void KnowledgeSourceEmbedded::build() {
  std::uint32_t item = 0;
  for (const LibraryPassage& passage : knowledge_.library()) {
    const std::string name = as_words(passage.id);
    const std::string topics = topics_of(passage);
    const std::string labels = labels_of(passage);
    const std::string concepts = concepts_of(passage);
    const search::Bm25Index::Field fields[] = {{name, 2.0F}, {concepts, 2.0F}, {passage.text, 1.0F}};
    words_.set(item, fields);
    vectors_.set(item, embedder_.embed_one(name + " . " + topics + labels + passage.text));
    ++item;
  }
}

// The question and, as words, the concepts it speaks of.
std::string KnowledgeSourceEmbedded::with_concepts(const std::string& query) const {
  std::string text = query;
  const std::vector<std::string> words = search::split_words(query);
  for (const search::Lexicon::Match& match : embedder_.lexicon().find(words)) {
    for (const search::Concept& one : *match.concepts) text += " " + concept_word(one.name);
  }
  return text;
}

std::vector<search::Hit> KnowledgeSourceEmbedded::rank(const std::string& query) const {
  std::vector<search::Hit> near = vectors_.search(embedder_.embed_one(query), ranking_length);
  std::erase_if(near, [](const search::Hit& hit) { return hit.score < cosine_min; });
  const search::Ranking rankings[] = {{std::move(near), vector_weight},
                                      {words_.search(with_concepts(query), ranking_length), words_weight}};
  return search::fuse(rankings);
}

Task<Result<std::vector<FoundPassage>>> KnowledgeSourceEmbedded::retrieve(std::string query, int limit,
                                                                          Deadline deadline) {
  if (limit < 1 || limit > passages_max) {
    co_return fail(invalid("bad_limit", fmt::format("Ask for 1 to {} passages.", passages_max)));
  }
  if (!is_utf8(query)) co_return fail(invalid("bad_query", "The question is not UTF-8."));
  if (characters_of(query) > static_cast<std::size_t>(query_characters_max)) {
    co_return fail(invalid("query_too_long", "Please ask in fewer words."));
  }
  if (deadline.expired()) co_return fail(make_error(ErrorKind::timed_out, "timed_out", "The search took too long."));
  const auto start = std::chrono::steady_clock::now();
  warm_up();
  std::vector<search::Hit> hits = rank(query);
  if (std::cmp_greater(hits.size(), limit)) hits.resize(static_cast<std::size_t>(limit));
  std::vector<FoundPassage> found;
  for (const search::Hit& hit : hits) {
    const LibraryPassage& passage = knowledge_.library()[hit.item];
    const Citation* source = knowledge_.citation(passage.source);
    const double best = (vector_weight + words_weight) / (rank_constant + 1);
    found.push_back({passage.id, passage.text, source == nullptr ? Citation() : *source, hit.score / best});
  }
  seconds_.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  co_return found;
}

}  // namespace lumen::agent
