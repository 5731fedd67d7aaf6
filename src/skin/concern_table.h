// SPDX-License-Identifier: Apache-2.0
#pragma once
// One row per concern: what it needs, where it is looked for, which formula gives its quantity, and the four
// thresholds at which the score passes 15, 40, 70 and 100 (mild, moderate, severe, as much as there can be).

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "skin/concern_readings.h"
#include "skin/score_table.h"

namespace lumen::skin {

enum class Place { skin, regions, under_eyes, lips };

struct ConcernRule {
  Concern concern;
  Needs needs;
  std::string_view formula;  // its name in docs/MEASUREMENTS.md
  std::string_view unit;     // of the quantity and the thresholds
  std::array<double, 4> thresholds;
  Read read;
  Place place;                  // `skin`: all of it, and each of the regions beside
  std::vector<Region> regions;  // on a face; a close-up is one region of its own
  // Where the positions come from: spots, or the connected patches of a mask.
  std::vector<const Spots*> (*spots)(const Measures&) = nullptr;
  const cv::Mat* (*patches)(const Measures&) = nullptr;
};

// In the order of all_concerns().
std::span<const ConcernRule> concern_rules();

}  // namespace lumen::skin
