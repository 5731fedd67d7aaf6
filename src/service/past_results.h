// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person's earlier results, as the agent compares with them.

#include <vector>

#include "agent/memory_store.h"
#include "agent/skin_case.h"

namespace lumen::service {

// Without `except`, newest first; none when they cannot be read: an answer without history is better than none.
Task<std::vector<agent::PastResult>> past_results(agent::MemoryStore& memory, UserId owner, AnalysisId except,
                                                  Deadline deadline);

}  // namespace lumen::service
