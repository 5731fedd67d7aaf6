// SPDX-License-Identifier: Apache-2.0
#pragma once
// A result explained: the rungs (agent/rungs.h) are asked in turn, remote models → built-in → a plain template. The
// answer always comes and names the rung that spoke.
//
// Whatever a model says: severity is the measured one, `when_to_see_a_doctor` is ours, products are only such
// as the tools gave, and with an urgent sign only the built-in rung speaks and no product tool can be called.
// Thread-safe; one answer uses one coroutine.

#include <string>
#include <vector>

#include "agent/final_answer.h"
#include "agent/knowledge.h"
#include "agent/rungs.h"
#include "base/metrics.h"
#include "domain/analysis.h"

namespace lumen::agent {

struct Explained {
  Explanation explanation;
  std::vector<ProductId> products;  // chosen, best first; empty when none is allowed
  TokenUsage usage;                 // of all rungs that were tried
  double remote_ms = 0;             // of the answer's time, spent waiting for models elsewhere
};

class AgentLoop {
 public:
  static constexpr std::string_view plain_rung = "plain";

  // The rungs and the knowledge outlive the loop.
  AgentLoop(Rungs& rungs, const Knowledge& knowledge, Metrics& metrics);

  // Never fails: with an expired deadline the plain template answers.
  Task<Explained> explain(SkinCase skin_case, ToolBox tools, Deadline deadline);

  // The rungs in order, for the start banner.
  std::string describe() const { return rungs_.describe(); }

 private:
  Explained finish(const SkinCase& skin_case, const TalkRecord& record, FinalAnswer answer) const;

  Rungs& rungs_;
  const Knowledge& knowledge_;
  Counter& plain_answers_;
  Counter& dropped_;
};

}  // namespace lumen::agent
