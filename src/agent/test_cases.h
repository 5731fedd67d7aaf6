// SPDX-License-Identifier: Apache-2.0
#pragma once
// Made-up cases for the agent's tests: numbers only, nobody's photo.

#include <string>
#include <utility>
#include <vector>

#include "agent/skin_case.h"

namespace lumen::agent::test_cases {

inline constexpr UnixMillis now_ms = 1'800'000'000'000;
inline constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1'000;

inline Finding finding(Label label, double extent, double score) {
  Finding one;
  one.label = label;
  one.extent = extent;
  one.score = score;
  one.severity = severity_from_extent(extent);
  return one;
}

// Every label once; `top` at `extent`, everything else low.
inline Prediction prediction(Label top, double extent) {
  Prediction made;
  made.condition = top;
  made.confidence = 0.9;
  for (const Label label : all_labels) {
    made.findings.push_back(label == top ? finding(label, extent, 0.9) : finding(label, 0.05, 0.05));
  }
  return made;
}

inline Finding& find(Prediction& prediction, Label label) {
  return prediction.findings[static_cast<std::size_t>(label)];
}

inline AnalysisId id(int number) {
  return AnalysisId::trusted("00000000-0000-4000-8000-" + std::to_string(100'000'000'000 + number));
}

inline SkinCase make(Prediction prediction, int number = 1, std::vector<PastResult> history = {}) {
  return make_skin_case(id(number), now_ms, std::move(prediction), std::move(history));
}

inline RedFlag red_flag() { return {"red_flag.uneven_dark_spot", "Please let a doctor look at this spot soon."}; }

}  // namespace lumen::agent::test_cases
