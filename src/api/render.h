// SPDX-License-Identifier: Apache-2.0
#pragma once
// Answers in wire form. The stored documents are JSON texts already, so an analysis is put together without
// parsing. Pure.

#include <string>

#include "analyses/analysis_store.h"
#include "domain/analysis.h"

namespace lumen::api {

std::string render_analysis(const Analysis& analysis);
std::string render_history(const analyses::HistoryPage& page);

}  // namespace lumen::api
