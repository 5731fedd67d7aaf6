// SPDX-License-Identifier: Apache-2.0
#pragma once
// Stages 2 and 3 for one prediction: the agent explains with its tools, and the products that fit follow.
// Used by the worker and by `lumen analyze`. Thread-safe.

#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/agent_loop.h"
#include "agent/memory_store.h"
#include "base/log.h"
#include "catalog/product_search.h"
#include "domain/analysis.h"
#include "domain/product.h"
#include "service/agent_tools.h"

namespace lumen::service {

// How far an analysis is, for whoever renews its lease meanwhile.
using StageMark = std::atomic<Stage>;

struct ExplainedResult {
  Explanation explanation;
  std::vector<Product> products;  // none when an urgent sign refers to a doctor
  double paid_usd = 0;            // to models elsewhere
  double remote_ms = 0;           // spent waiting for them
};

class Explain {
 public:
  // `memory` may be null: nobody's history is known and nothing is remembered.
  Explain(agent::AgentLoop& agent, AgentSources sources, agent::MemoryStore* memory, Log& log)
      : agent_(agent), sources_(std::move(sources)), memory_(memory), log_(log) {}

  // `owner` is empty for a result that is not kept. `stage` is set to explaining, then recommending.
  Task<Result<ExplainedResult>> run(std::optional<UserId> owner, AnalysisId id, Prediction prediction,
                                    UnixMillis created_at_ms, UnixSeconds ttl_s, StageMark& stage, Deadline deadline);

  // Takes back what run() remembered, for an analysis that was deleted meanwhile.
  Task<void> forget(UserId owner, AnalysisId id, Deadline deadline);

 private:
  Task<Result<std::vector<Product>>> choose(const agent::Explained& answer, const std::vector<Product>& found,
                                            const Prediction& prediction, Deadline deadline);

  agent::AgentLoop& agent_;
  AgentSources sources_;
  agent::MemoryStore* memory_;
  Log& log_;
};

}  // namespace lumen::service
