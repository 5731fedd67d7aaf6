// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs a model's tool calls for one answer: validates the arguments, bounds their number, time and results,
// and keeps a trace of each. Used by one coroutine at a time.

#include <chrono>
#include <string>
#include <vector>

#include "agent/guard_meter.h"
#include "agent/tools.h"
#include "base/metrics.h"
#include "domain/analysis.h"

namespace lumen::agent {

struct ToolLimits {
  int calls_max = 8;
  std::chrono::milliseconds call_time_max{5'000};
  std::size_t arguments_bytes_max = 2'048;
  std::size_t result_bytes_max = 16 * 1'024;
};

// A passage that a tool gave, and the page that states it.
struct PassageSource {
  std::string id;
  Citation source;
};

// lumen_agent_tool_calls_total by tool and outcome.
class ToolMeter {
 public:
  explicit ToolMeter(Metrics& metrics);
  void count(std::string_view tool, std::string_view outcome);
  GuardMeter& guard() { return guard_; }

 private:
  struct Series {
    std::string_view tool;
    std::string_view outcome;
    Counter* counter;
  };
  std::vector<Series> series_;
  GuardMeter guard_;
};

class ToolRunner {
 public:
  ToolRunner(const ToolBox& tools, const ToolLimits& limits, ToolMeter& meter)
      : tools_(tools), limits_(limits), meter_(meter) {}

  // Always gives a result for the model to read: a refused or failed call is a result with an error. Codes:
  // unknown_tool (also for a withheld one), invalid_arguments, too_many_calls, result_too_large, timed_out,
  // and the tool's own.
  Task<ToolResult> run(ToolCall call, Deadline deadline);

  // More calls were asked for than calls_max.
  bool exhausted() const { return calls_ > limits_.calls_max; }

  // The ids in every {"products": [{"product_id"}]} so far, in order, each once.
  const std::vector<std::string>& product_ids() const { return product_ids_; }
  // What every {"passages": [{"id", "source"}]} named, in order, each once.
  const std::vector<PassageSource>& passages() const { return passages_; }
  std::vector<ToolTrace> take_trace() { return std::move(trace_); }
  // The rules that took something out of the results, each once.
  const std::vector<std::string>& guardrails() const { return guardrails_; }
  // Books the tokens of the turn that asked for the calls which follow.
  void charge_next_call(std::int64_t tokens, double cost_usd);

 private:
  Task<Result<json::value>> call_tool(const Tool& tool, json::value arguments, Deadline deadline);
  Result<json::value> bounded(json::value content) const;
  void note_products(const json::value& content);
  void note_passages(const json::value& content);

  const ToolBox& tools_;
  const ToolLimits& limits_;
  ToolMeter& meter_;
  int calls_ = 0;
  std::int64_t tokens_due_ = 0;
  double cost_due_usd_ = 0;
  std::vector<ToolTrace> trace_;
  std::vector<std::string> product_ids_;
  std::vector<PassageSource> passages_;
  std::vector<std::string> guardrails_;
};

}  // namespace lumen::agent
