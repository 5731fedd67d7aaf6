// SPDX-License-Identifier: Apache-2.0
#pragma once
// Our own agent loop. A rung is a model: it is asked, its tool calls are run within bounds, the results are
// fed back, and its final answer is checked. A rung that fails, is slow or talks nonsense is left for the next:
// remote models → built-in → a plain template. The answer always comes and names the rung that spoke.
//
// Whatever a model says: severity is the measured one, `when_to_see_a_doctor` is ours, products are only such
// as the tools gave, and with an urgent sign only the built-in rung speaks and no product tool can be called.
// Thread-safe; one answer uses one coroutine.

#include <chrono>
#include <memory>
#include <vector>

#include "agent/agent_model.h"
#include "agent/final_answer.h"
#include "agent/knowledge.h"
#include "agent/tool_runner.h"
#include "base/log.h"
#include "base/metrics.h"
#include "domain/analysis.h"

namespace lumen::agent {

struct AgentOptions {
  int turns_max = 6;                                   // of one rung
  std::chrono::milliseconds rung_time_max{20'000};     // of one rung, tools included
  std::chrono::milliseconds next_rung_reserve{1'500};  // kept back from the deadline for the rungs below
  ToolLimits tools;
};

struct Explained {
  Explanation explanation;
  std::vector<ProductId> products;  // chosen, best first; empty when none is allowed
  TokenUsage usage;                 // of all rungs that were tried
};

class AgentLoop {
 public:
  static constexpr std::string_view plain_rung = "plain";

  // `remote` in the order of trying. The models and the knowledge outlive the loop.
  AgentLoop(std::vector<AgentModel*> remote, AgentModel& built_in, const Knowledge& knowledge, Log& log,
            Metrics& metrics, AgentOptions options = {});

  // Never fails: with an expired deadline the plain template answers.
  Task<Explained> explain(SkinCase skin_case, ToolBox tools, Deadline deadline);

  // The rungs in order, for the start banner.
  std::string describe() const;

 private:
  struct Rung {
    AgentModel* model;
    Counter* turns;
    Counter* answers;
    Counter* failures;
    Histogram* seconds;
  };
  struct Talk;

  Rung make_rung(AgentModel* model, std::string name, Metrics& metrics);
  Task<Result<FinalAnswer>> ask(const Rung& rung, Talk& talk, Deadline deadline);
  Task<Result<ModelTurn>> one_turn(const Rung& rung, Talk& talk, Deadline deadline);
  void note_failure(const Rung& rung, Talk& talk, const Error& error);
  Explained finish(const Talk& talk, FinalAnswer answer) const;

  std::vector<Rung> remote_;
  Rung built_in_;
  Rung plain_;
  const Knowledge& knowledge_;
  Log& log_;
  AgentOptions options_;
  ToolMeter tool_meter_;
};

}  // namespace lumen::agent
