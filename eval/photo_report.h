// SPDX-License-Identifier: Apache-2.0
#pragma once
// The figures of a scored set of real photos: docs/EVALUATION.md says what each means.

#include "eval/report.h"
#include "eval/score_photos.h"

namespace lumen::eval {

// Photos marked as training are reported apart. The report names what could not be used.
Report report_photos(const ScoredSet& scored, const std::vector<std::string>& skipped);

}  // namespace lumen::eval
