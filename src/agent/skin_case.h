// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the agent is asked about: one prediction, what was measured for the same person before, and the urgent
// signs found. It holds no name, address or user id, so no model can learn or name one. Pure.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/red_flags.h"
#include "base/clock.h"
#include "base/json.h"
#include "domain/ids.h"
#include "domain/prediction.h"

namespace lumen::agent {

// An earlier result of the same person; only findings that were measured.
struct PastResult {
  UnixMillis created_at_ms = 0;
  Label condition = Label::healthy;
  std::vector<std::pair<Label, double>> extents;  // 0..1
};

inline constexpr std::size_t past_results_max = 10;

struct SkinCase {
  AnalysisId analysis;           // may be empty for a result that is not kept; decides the choice of words
  UnixMillis created_at_ms = 0;  // of this analysis; earlier results are dated from here
  Prediction prediction;
  Severity severity = Severity::none;  // from measured extent; no model changes it
  std::vector<PastResult> history;     // newest first, at most past_results_max
  std::vector<RedFlag> red_flags;      // from measurements; not empty: no product is offered
};

// Severity of the condition shown: the band of its measured extent; `none` when healthy or not measured.
Severity overall_severity(const Prediction& prediction);

// A case with its severity and its red flags worked out. History is sorted and bounded here.
SkinCase make_skin_case(AnalysisId analysis, UnixMillis created_at_ms, Prediction prediction,
                        std::vector<PastResult> history);

PastResult make_past_result(UnixMillis created_at_ms, const Prediction& prediction);

// A past result as the text of a memory note, and back; nothing when the text is no such note.
std::string to_note_text(const PastResult& past);
std::optional<PastResult> past_result_from_note(std::string_view text);

// The findings in the order in which a person should hear of them.
struct RankedFindings {
  Finding top;                      // the condition's own finding; `measured` is false when it is missing
  std::vector<Finding> others;      // measured, at least mild and likely, worst first; without top and healthy
  std::vector<Finding> not_judged;  // could not be measured on this photo; without top and healthy
  std::optional<Finding> next;      // the largest measured extent beside top
};
RankedFindings rank_findings(const Prediction& prediction);

// The case as JSON: {prediction {...}, severity, history_trend [{label, days_ago, extent_then, extent_now}],
// urgent_signs [rule id]}. The answer of analyze_skin_condition and the first message to a remote model.
json::object describe(const SkinCase& skin_case);

}  // namespace lumen::agent
