// SPDX-License-Identifier: Apache-2.0
#pragma once
// The agent's check_routine: in which order products and ingredients are used, and which of them published advice keeps
// apart (catalog/conflicts.h).

#include "agent/tools.h"
#include "catalog/product_store.h"

namespace lumen::service {

// Ids that the catalog does not have are left out; an ingredient that it has no rule for stands in the order only.
agent::ToolFunction make_check_routine(catalog::ProductStore& products);

}  // namespace lumen::service
