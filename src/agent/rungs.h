// SPDX-License-Identifier: Apache-2.0
#pragma once
// The models in the order in which they are tried, and one question put to them. A model is asked, its tool calls
// are run within bounds, the results are fed back, and its answer is checked; a wrong one is repaired once by asking
// again. A rung that fails, is slow, talks nonsense or would go over the budget is left for the next. Thread-safe;
// one question uses one coroutine.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/agent_model.h"
#include "agent/budget.h"
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

enum class Asked : std::uint8_t { every_rung, built_in_only };

// What is asked, whichever model answers.
struct ModelQuestion {
  std::shared_ptr<const SkinCase> skin_case;  // never null
  std::shared_ptr<const ChatQuestion> chat;   // null: the case is to be explained
  std::string instructions;
  std::vector<Message> opening;  // the talk so far; the last message is the user's
  json::object answer_schema;
  ToolBox tools;
  std::function<void(std::string_view tool)> on_tool;  // told of each call before it runs; may be empty
};

// What one question has gathered, over all rungs.
struct TalkRecord {
  std::string answered_by;               // the rung whose answer was accepted
  bool from_remote = false;              // that rung is a remote model
  std::vector<std::string> product_ids;  // that its tools gave
  std::vector<PassageSource> passages;   // that its tools gave
  std::vector<ToolTrace> trace;
  std::vector<Citation> citations;  // that the accepted answer's rung brought itself
  std::vector<std::string> guardrails;
  TokenUsage usage;
  double remote_ms = 0;  // spent waiting for models that cost
};

// Says whether an answer can be used and keeps it; its error's public message tells the model what to mend.
using AcceptAnswer = std::function<Result<void>(std::string_view answer)>;

void add_once(std::vector<std::string>& list, std::string_view text);

class Rungs {
 public:
  // `remote` in the order of trying. The models outlive it. `budget` may be null: nothing is bounded but time.
  Rungs(std::vector<AgentModel*> remote, AgentModel& built_in, Budget* budget, Log& log, Metrics& metrics,
        AgentOptions options);

  // True when an answer was accepted. With an expired deadline nobody is asked.
  Task<bool> ask(ModelQuestion question, Asked asked, AcceptAnswer accept, TalkRecord& record, Deadline deadline);

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
  Rung make_rung(AgentModel* model, Metrics& metrics) const;
  Task<Result<void>> ask_one(const Rung& rung, const ModelQuestion& question, const AcceptAnswer& accept,
                             TalkRecord& record, Deadline deadline);
  Task<Result<ModelTurn>> one_turn(const Rung& rung, const ModelQuestion& question, std::vector<Message> transcript,
                                   TalkRecord& record, Deadline deadline);
  void note_failure(const Rung& rung, const ModelQuestion& question, TalkRecord& record, const Error& error);

  std::vector<Rung> remote_;
  Rung built_in_;
  Budget* budget_;
  Log& log_;
  AgentOptions options_;
  ToolMeter tool_meter_;
};

}  // namespace lumen::agent
