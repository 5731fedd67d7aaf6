// SPDX-License-Identifier: Apache-2.0
#include "skin/scores.h"

#include <algorithm>
#include <cmath>

#include "skin/measurement_list.h"
#include "skin/notes.h"

namespace lumen::skin {
namespace {

constexpr std::array<double, 4> extents = {0.15, 0.40, 0.70, 1.0};

double round_to_thousandth(double value) { return std::round(value * 1000) / 1000; }

bool can_be_measured(const Needs& needs, const Scope& scope) {
  if (needs.colour && scope.colour == Colour::absent) return false;
  if (needs.face && scope.mode == Mode::close_up) return false;
  return !needs.fine_detail || scope.fine_detail;
}

bool is_under_eye(Label label) { return label == Label::dark_circles || label == Label::eye_bags; }

Finding find(const ScoreRule& rule, const Measures& measures) {
  Finding finding;
  finding.label = rule.label;
  finding.measured =
      can_be_measured(rule.needs, measures.scope) && (!is_under_eye(rule.label) || measures.scope.under_eyes_seen);
  if (finding.measured) {
    double sum = rule.bias;
    for (const Term& term : rule.terms) {
      if (term.quantity != nullptr) sum += term.weight * term.quantity(measures);
    }
    finding.score = round_to_thousandth(1 / (1 + std::exp(-sum)));
    finding.extent = round_to_thousandth(extent_from_bands(rule.extent_of(measures), rule.bands));
    finding.severity = severity_from_extent(finding.extent);
  }
  finding.note = finding.measured ? note_measured(rule.label, measures)
                                  : note_not_measured(rule.label, rule.needs, measures.scope);
  return finding;
}

// Healthy is the absence of the others: as sure as the likeliest of them is unlikely.
Finding find_healthy(const std::vector<Finding>& others, const Measures& measures) {
  Finding healthy;
  healthy.label = Label::healthy;
  double highest = 0;
  for (const Finding& other : others) highest = std::max(highest, other.score);
  healthy.score = round_to_thousandth(1 - highest);
  healthy.note = note_healthy(others, measures);
  return healthy;
}

}  // namespace

double extent_from_bands(double quantity, const std::array<double, 4>& bands) {
  double low = 0;
  double low_extent = 0;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (quantity < bands[i]) {
      return low_extent + (extents[i] - low_extent) * std::max(0.0, quantity - low) / (bands[i] - low);
    }
    low = bands[i];
    low_extent = extents[i];
  }
  return 1;
}

Prediction predict(const Measures& measures) {
  Prediction prediction;
  prediction.engine = "lumen-skin/1";
  for (const ScoreRule& rule : score_rules()) prediction.findings.push_back(find(rule, measures));
  prediction.findings.push_back(find_healthy(prediction.findings, measures));
  const auto best = std::max_element(prediction.findings.begin(), prediction.findings.end(),
                                     [](const Finding& a, const Finding& b) { return a.score < b.score; });
  prediction.condition = best->label;
  prediction.confidence = best->score;
  prediction.measurements = list_measurements(measures);
  prediction.notes = notes_for(measures);
  return prediction;
}

}  // namespace lumen::skin
