// SPDX-License-Identifier: Apache-2.0
#pragma once
// Guards every text inside a JSON value, as it comes from a tool. Pure.

#include <string>
#include <vector>

#include "base/json.h"

namespace lumen::agent {

// Passes each string through guard_data, ids apart ("product_id", "id"), and adds the rules that fired to `rules`,
// each once. The depth is that of JSON within limits.
void guard_json(json::value& value, std::vector<std::string>& rules);

}  // namespace lumen::agent
