// SPDX-License-Identifier: Apache-2.0
#include "search/embedder_builtin.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "search/hash.h"
#include "search/words.h"

namespace lumen::search {
namespace {

constexpr float word_weight = 1.0F;
constexpr float pair_weight = 0.5F;
constexpr float pieces_weight = 0.7F;  // Euclidean length of all pieces of one word together
constexpr float concept_weight = 2.5F;

enum class Kind : std::uint64_t { word = 1, pair = 2, piece = 3, concept_name = 4 };

struct Feature {
  std::uint64_t hash = 0;
  float weight = 0;
};

class Features {
 public:
  void add(Kind kind, std::string_view text, float weight) {
    features_.push_back({hash_text(text, static_cast<std::uint64_t>(kind)), weight});
  }

  // Equal features joined: the heaviest weight times 1 + ln(count).
  std::vector<Feature> joined() {
    std::sort(features_.begin(), features_.end(), [](const Feature& a, const Feature& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.weight > b.weight;
    });
    std::vector<Feature> result;
    for (std::size_t first = 0; first < features_.size();) {
      std::size_t last = first;
      while (last < features_.size() && features_[last].hash == features_[first].hash) ++last;
      const float factor = 1 + std::log(static_cast<float>(last - first));
      result.push_back({features_[first].hash, features_[first].weight * factor});
      first = last;
    }
    return result;
  }

 private:
  std::vector<Feature> features_;
};

void add_pieces(std::string_view word, Features& features) {
  const std::string marked = "<" + std::string(word) + ">";
  std::size_t count = 0;
  for (std::size_t size = 3; size <= 5 && size <= marked.size(); ++size) count += marked.size() - size + 1;
  if (count == 0) return;
  const float each = pieces_weight / std::sqrt(static_cast<float>(count));
  for (std::size_t size = 3; size <= 5 && size <= marked.size(); ++size) {
    for (std::size_t at = 0; at + size <= marked.size(); ++at) {
      features.add(Kind::piece, std::string_view(marked).substr(at, size), each);
    }
  }
}

void add_words(const std::vector<std::string>& words, Features& features) {
  const std::string* previous = nullptr;
  for (const std::string& word : words) {
    if (is_stop_word(word)) continue;
    features.add(Kind::word, word, word_weight);
    add_pieces(word, features);
    if (previous != nullptr) features.add(Kind::pair, *previous + " " + word, pair_weight);
    previous = &word;
  }
}

// Each feature on four dimensions, each with a sign: 15 bits of its hash per dimension, 1 per sign.
void place(const Feature& feature, Vector& vector) {
  std::uint64_t bits = feature.hash;
  for (int i = 0; i < 4; ++i) {
    const std::size_t dimension = (bits & 0x7FFFU) % vector.size();
    const bool negative = (bits & 0x8000U) != 0;
    vector[dimension] += (negative ? -0.5F : 0.5F) * feature.weight;
    bits >>= 16U;
  }
}

void scale_to_one(Vector& vector) {
  double squares = 0;
  for (const float value : vector) squares += static_cast<double>(value) * static_cast<double>(value);
  if (squares <= 0) return;
  const auto factor = static_cast<float>(1 / std::sqrt(squares));
  for (float& value : vector) value *= factor;
}

}  // namespace

std::string EmbedderBuiltin::id() const { return fmt::format("lumen-hash/2-{:016x}", lexicon_.fingerprint()); }

Vector EmbedderBuiltin::embed_one(std::string_view text) const {
  const std::vector<std::string> words = split_words(text);
  Features features;
  add_words(words, features);
  for (const Lexicon::Match& match : lexicon_.find(words)) {
    for (const Concept& one : *match.concepts) {
      features.add(Kind::concept_name, one.name, concept_weight * one.weight);
    }
  }
  Vector vector(builtin_dimensions, 0.0F);
  for (const Feature& feature : features.joined()) place(feature, vector);
  scale_to_one(vector);
  return vector;
}

Task<Result<std::vector<Vector>>> EmbedderBuiltin::embed(std::vector<std::string> texts, Deadline deadline) {
  std::vector<Vector> vectors;
  vectors.reserve(texts.size());
  for (const std::string& text : texts) {
    if (deadline.expired()) co_return fail(make_error(ErrorKind::timed_out, "timed_out", "The search took too long."));
    vectors.push_back(embed_one(text));
  }
  co_return vectors;
}

}  // namespace lumen::search
