// SPDX-License-Identifier: Apache-2.0
#pragma once
// Two sources as one: this machine's own, and one elsewhere. Their scores mean different things, so their passages take
// turns, the own ones first; the score is the place in the result. When one is away the other answers alone, and
// lumen_knowledge_away_total counts it. Thread-safe.

#include <chrono>

#include "agent/knowledge_source.h"
#include "base/log.h"
#include "base/metrics.h"

namespace lumen::agent {

class JoinedKnowledge final : public KnowledgeSource {
 public:
  // A tool may take longer than the source elsewhere is waited for.
  static constexpr std::chrono::milliseconds elsewhere_time_max{3'000};

  // Both outlive it.
  JoinedKnowledge(KnowledgeSource& own, KnowledgeSource& elsewhere, Log& log, Metrics& metrics);

  std::string describe() const override;
  Task<Result<std::vector<FoundPassage>>> retrieve(std::string query, int limit, Deadline deadline) override;

 private:
  KnowledgeSource& own_;
  KnowledgeSource& elsewhere_;
  Log& log_;
  Counter& away_;
};

}  // namespace lumen::agent
