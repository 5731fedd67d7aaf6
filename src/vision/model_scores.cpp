// SPDX-License-Identifier: Apache-2.0
#include "vision/model_scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace lumen::vision {
namespace {

double to_thousandths(double value) { return std::round(std::clamp(value, 0.0, 1.0) * 1'000) / 1'000; }

std::vector<double> softmax(std::vector<double> values) {
  const double highest = *std::max_element(values.begin(), values.end());
  double sum = 0;
  for (double& value : values) sum += value = std::exp(value - highest);
  for (double& value : values) value /= sum;
  return values;
}

std::map<Label, double> scores_of(const ModelCard& card, const std::vector<double>& probabilities) {
  std::map<Label, double> scores;
  for (std::size_t i = 0; i < card.labels.size(); ++i) {
    if (!card.labels[i].meaning) continue;
    double& score = scores[*card.labels[i].meaning];
    score = card.activation == ModelActivation::softmax ? score + probabilities[i] : std::max(score, probabilities[i]);
  }
  return scores;
}

double highest_but_healthy(const std::vector<Finding>& findings) {
  double highest = 0;
  for (const Finding& finding : findings) {
    if (finding.label != Label::healthy) highest = std::max(highest, finding.score);
  }
  return highest;
}

const Finding* highest_of(const std::vector<Finding>& findings) {
  return &*std::max_element(findings.begin(), findings.end(),
                            [](const Finding& a, const Finding& b) { return a.score < b.score; });
}

std::string names_of(const std::vector<Label>& labels) {
  std::string text;
  for (const Label label : labels) text += (text.empty() ? "" : ", ") + std::string(display_name(label));
  return text;
}

}  // namespace

std::vector<double> model_probabilities(const ModelCard& card, const std::vector<double>& outputs) {
  if (card.activation == ModelActivation::softmax) return softmax(outputs);
  std::vector<double> probabilities = outputs;
  for (double& value : probabilities) {
    value = card.activation == ModelActivation::sigmoid ? 1 / (1 + std::exp(-value)) : std::clamp(value, 0.0, 1.0);
  }
  return probabilities;
}

void apply_model_scores(const ModelCard& card, const std::vector<double>& outputs, Prediction& prediction) {
  const std::map<Label, double> scores = scores_of(card, model_probabilities(card, outputs));
  std::vector<Label> unknown;
  for (Finding& finding : prediction.findings) {
    const auto found = scores.find(finding.label);
    if (found != scores.end()) {
      finding.score = to_thousandths(found->second);
    } else if (finding.label != Label::healthy) {
      unknown.push_back(finding.label);
    }
  }
  if (!scores.contains(Label::healthy)) {
    for (Finding& finding : prediction.findings) {
      if (finding.label == Label::healthy) finding.score = to_thousandths(1 - highest_but_healthy(prediction.findings));
    }
  }
  const Finding* top = highest_of(prediction.findings);
  prediction.condition = top->label;
  prediction.confidence = top->score;
  prediction.notes.push_back(
      fmt::format("The scores come from the model {}; the measurements are Lumen's own.", card.engine()));
  if (!unknown.empty()) {
    prediction.notes.push_back(
        fmt::format("The model does not know these; Lumen's own scores stand: {}.", names_of(unknown)));
  }
  prediction.engine = card.engine();
}

}  // namespace lumen::vision
