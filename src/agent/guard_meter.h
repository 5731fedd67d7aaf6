// SPDX-License-Identifier: Apache-2.0
#pragma once
// Counts what the guardrails did: lumen_agent_guarded_total{surface, action}. Texts that were allowed count too, so
// that a share can be told. Thread-safe.

#include <string_view>
#include <vector>

#include "agent/guard_rules.h"
#include "base/metrics.h"

namespace lumen::agent {

class GuardMeter {
 public:
  explicit GuardMeter(Metrics& metrics);
  // `surface` is "message", "data" or "answer".
  void count(std::string_view surface, GuardAction action);

 private:
  struct Series {
    std::string_view surface;
    GuardAction action;
    Counter* counter;
  };
  std::vector<Series> series_;
};

}  // namespace lumen::agent
