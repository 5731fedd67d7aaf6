// SPDX-License-Identifier: Apache-2.0
#include "vision/combine_opinions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "base/json.h"

namespace lumen::vision {
namespace {

using Scores = std::array<std::optional<double>, label_count>;

std::size_t at(Label label) { return static_cast<std::size_t>(label); }

Scores scores_of(const Prediction& prediction) {
  Scores scores;
  double highest_other = 0;
  for (const Finding& finding : prediction.findings) {
    if (!finding.measured) continue;
    scores[at(finding.label)] = finding.score;
    if (finding.label != Label::healthy) highest_other = std::max(highest_other, finding.score);
  }
  if (!scores[at(Label::healthy)]) scores[at(Label::healthy)] = 1 - highest_other;
  return scores;
}

double joint(double a, double b) { return (3 * std::min(a, b) + std::max(a, b)) / 4; }

std::optional<double> agreement_over(std::array<Label, 2> conditions, const Scores& a, const Scores& b) {
  std::optional<double> agreement;
  for (const Label label : conditions) {
    if (!a[at(label)] || !b[at(label)]) continue;
    agreement = std::min(agreement.value_or(1), 1 - std::abs(*a[at(label)] - *b[at(label)]));
  }
  return agreement;
}

void put_score(Finding& finding, std::optional<double> own, std::optional<double> other) {
  if (own && other) {
    finding.score = round_to(joint(*own, *other), 3);
  } else if (other) {
    finding.score = *other;
    finding.measured = true;
    finding.note = "Only the second model judged this; how much of it there is was not measured.";
  }
}

std::string note_of(const Prediction& other, const std::string& engine, std::optional<double> agreement) {
  const std::string degree =
      agreement ? fmt::format("they agree to {:.0f} %", *agreement * 100) : "they judged no leading label in common";
  return fmt::format("Two models read this photo, {} and {}; {}. Where they differ, the score is nearer to the lower.",
                     other.engine, engine, degree);
}

}  // namespace

Prediction combine_opinions(Prediction engine, const Prediction& other) {
  const Scores own_scores = scores_of(engine);
  const Scores other_scores = scores_of(other);
  SecondOpinion opinion;
  opinion.model = other.engine;
  opinion.outcome = "answered";
  opinion.condition = other.condition;
  opinion.confidence = other.confidence;
  opinion.agreement = agreement_over({engine.condition, other.condition}, own_scores, other_scores);
  for (Finding& finding : engine.findings) {
    put_score(finding, own_scores[at(finding.label)], other_scores[at(finding.label)]);
  }
  const auto top = std::max_element(engine.findings.begin(), engine.findings.end(),
                                    [](const Finding& a, const Finding& b) { return a.score < b.score; });
  engine.condition = top->label;
  engine.confidence = top->score;
  engine.notes.push_back(note_of(other, engine.engine, opinion.agreement));
  engine.notes.insert(engine.notes.end(), other.notes.begin(), other.notes.end());
  engine.engine = other.engine + " + " + engine.engine;
  engine.second_opinion = std::move(opinion);
  return engine;
}

}  // namespace lumen::vision
