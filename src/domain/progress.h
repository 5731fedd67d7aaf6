// SPDX-License-Identifier: Apache-2.0
#pragma once
// One concern over time. Two photos of unchanged skin never score alike; a change is called one only when it is larger
// than what two photos of one face differ by. Pure.

#include <string_view>
#include <vector>

#include "domain/concern.h"
#include "domain/ids.h"

namespace lumen {

struct ProgressPoint {
  AnalysisId id;
  std::int64_t timestamp_s = 0;
  double score = 0;       // 0..100
  double confidence = 0;  // 0..1
};

enum class Change : std::uint8_t { one_photo, same, better, worse, unsure };
std::string_view to_string(Change change);

struct ProgressVerdict {
  Change change = Change::one_photo;
  double from = 0;   // the mean of the first half of the points, at most three
  double to = 0;     // of the last, likewise
  double delta = 0;  // to - from; a lower score is better
  double band = 0;   // |delta| up to this is the same
};

// The smallest real change: 1.96 x sqrt(2) x the standard deviation between photos of one face, which is taken to be
// 3 % of the score (what the engine is tested for) and at least 1 point, over the square root of the photos averaged.
inline constexpr double deviation_share = 0.03;
inline constexpr double deviation_points_min = 1;
// Points below this confidence decide nothing: with one of them at an end the verdict is `unsure`.
inline constexpr double confidence_min = 0.3;

// `points` oldest first.
ProgressVerdict judge_progress(const std::vector<ProgressPoint>& points);

}  // namespace lumen
