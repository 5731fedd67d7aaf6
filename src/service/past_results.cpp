// SPDX-License-Identifier: Apache-2.0
#include "service/past_results.h"

#include <utility>

namespace lumen::service {

Task<std::vector<agent::PastResult>> past_results(agent::MemoryStore& memory, UserId owner, AnalysisId except,
                                                  Deadline deadline) {
  std::vector<agent::PastResult> history;
  auto notes = co_await memory.recall(std::move(owner), static_cast<int>(agent::past_results_max), deadline);
  if (!notes) co_return history;
  for (const agent::MemoryNote& note : *notes) {
    if (note.analysis == except) continue;
    auto past = agent::past_result_from_note(note.text);
    if (past) history.push_back(std::move(*past));
  }
  co_return history;
}

}  // namespace lumen::service
