// SPDX-License-Identifier: Apache-2.0
#pragma once
// Stages 2 and 3 for one prediction: the agent explains with its tools, and the products that fit follow.
// Used by the worker and by `lumen analyze`. Thread-safe.

#include <optional>
#include <string>
#include <vector>

#include "agent/agent_loop.h"
#include "agent/memory_store.h"
#include "analyses/analysis_store.h"
#include "base/clock.h"
#include "catalog/product_search.h"
#include "domain/analysis.h"
#include "domain/product.h"

namespace lumen::service {

struct ExplainedResult {
  Explanation explanation;
  std::vector<Product> products;
  double explain_ms = 0;
  double recommend_ms = 0;
};

class Explain {
 public:
  Explain(agent::AgentLoop& agent, catalog::ProductSearch& products, analyses::AnalysisStore* analyses,
          agent::MemoryStore* memory, const Clock& clock);

  // `owner` and `id` are empty for an analysis that is not kept (`lumen analyze`). `on_stage` hears when
  // recommending begins.
  Task<Result<ExplainedResult>> run(std::optional<UserId> owner, AnalysisId id, Prediction prediction,
                                    UnixSeconds ttl_s, Deadline deadline);

 private:
  Task<Result<std::vector<Product>>> recommend(const Prediction& prediction, const Explanation& explanation,
                                               Deadline deadline);

  agent::AgentLoop& agent_;
  catalog::ProductSearch& products_;
  analyses::AnalysisStore* analyses_;
  agent::MemoryStore* memory_;
  const Clock& clock_;
};

}  // namespace lumen::service
