// SPDX-License-Identifier: Apache-2.0
#include "agent/guard_meter.h"

#include <string>
#include <utility>

#include "agent/guardrails.h"

namespace lumen::agent {

GuardMeter::GuardMeter(Metrics& metrics) {
  for (const std::string_view surface : {"message", "data", "answer"}) {
    for (const GuardAction action : {GuardAction::allow, GuardAction::redact, GuardAction::block, GuardAction::refer}) {
      MetricLabels labels{{"surface", std::string(surface)}, {"action", std::string(to_string(action))}};
      Counter& counter =
          metrics.counter("lumen_agent_guarded_total", "Texts the guardrails judged.", std::move(labels));
      series_.push_back({surface, action, &counter});
    }
  }
}

void GuardMeter::count(std::string_view surface, GuardAction action) {
  for (const Series& series : series_) {
    if (series.surface == surface && series.action == action) series.counter->increment();
  }
}

}  // namespace lumen::agent
