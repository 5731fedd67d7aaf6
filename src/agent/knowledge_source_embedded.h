// SPDX-License-Identifier: Apache-2.0
#pragma once
// The library of agent/knowledge.h, searched in process. Each passage is one chunk; it is embedded with the topics
// and concerns it stands under by the built-in embedder (search/embedder_builtin.h) with the words of
// agent/knowledge_lexicon.h. BM25 reads its words and, as words of their own, its topics and concerns, so that a rare
// topic tells more than a frequent one. Both rankings are joined by reciprocal rank fusion; a passage near by vector
// alone counts from a cosine of 0.12. The score is the share of the best score there is, 0..1.
// The index is built by the first question (about 10 ms) or by warm_up(); a question then takes well under a
// millisecond, inline.

#include <mutex>

#include "agent/knowledge.h"
#include "agent/knowledge_source.h"
#include "base/metrics.h"
#include "search/bm25_index.h"
#include "search/embedder_builtin.h"
#include "search/vector_index.h"

namespace lumen::agent {

class KnowledgeSourceEmbedded final : public KnowledgeSource {
 public:
  // The knowledge outlives it.
  KnowledgeSourceEmbedded(const Knowledge& knowledge, Metrics& metrics);

  // Builds the index now, for whoever wants the first question to be quick.
  void warm_up();

  std::string describe() const override;
  Task<Result<std::vector<FoundPassage>>> retrieve(std::string query, int limit, Deadline deadline) override;

 private:
  void build();
  std::string with_concepts(const std::string& query) const;
  std::vector<search::Hit> rank(const std::string& query) const;

  const Knowledge& knowledge_;
  search::EmbedderBuiltin embedder_;
  std::once_flag built_;
  search::VectorIndex vectors_{search::EmbedderBuiltin::builtin_dimensions};
  search::Bm25Index words_;
  Histogram& seconds_;
};

}  // namespace lumen::agent
