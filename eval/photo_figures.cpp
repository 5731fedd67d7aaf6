// SPDX-License-Identifier: Apache-2.0
#include "eval/photo_figures.h"

#include <algorithm>
#include <map>

namespace lumen::eval {
namespace {

struct Split {
  std::vector<double> positives;
  std::vector<double> negatives;
};

Split split(const Part& part, Label label, const std::function<bool(const ScoredPhoto&)>& is_negative) {
  Split result;
  for (const ScoredPhoto* photo : part) {
    if (shows(*photo, label)) {
      result.positives.push_back(score_of(*photo, label));
    } else if (is_negative(*photo)) {
      result.negatives.push_back(score_of(*photo, label));
    }
  }
  return result;
}

bool any(const ScoredPhoto& /*photo*/) { return true; }

}  // namespace

bool shows(const ScoredPhoto& photo, Label label) {
  const auto& labels = photo.photo.labels;
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

double score_of(const ScoredPhoto& photo, Label label) { return photo.scores.score[std::size_t(label)]; }

bool first_is_right(const ScoredPhoto& photo, int first) {
  const auto& order = photo.scores.order;
  return std::any_of(order.begin(), order.begin() + first, [&](Label label) { return shows(photo, label); });
}

Part part_of(const std::vector<ScoredPhoto>& photos, const std::function<bool(const ScoredPhoto&)>& belongs) {
  Part part;
  for (const ScoredPhoto& photo : photos) {
    if (belongs(photo)) part.push_back(&photo);
  }
  return part;
}

std::vector<Label> labels_in(const Part& part) {
  std::vector<Label> labels;
  for (const Label label : all_labels) {
    if (std::any_of(part.begin(), part.end(), [&](const auto* photo) { return shows(*photo, label); })) {
      labels.push_back(label);
    }
  }
  return labels;
}

Auroc auroc_against_rest(const Part& part, Label label) {
  const Split scores = split(part, label, any);
  return auroc(scores.positives, scores.negatives);
}

Auroc auroc_against_healthy(const Part& part, Label label) {
  const Split scores = split(part, label, [](const ScoredPhoto& photo) { return shows(photo, Label::healthy); });
  return auroc(scores.positives, scores.negatives);
}

WithinSource auroc_within_source(const Part& part, Label label) {
  std::map<std::string, Part> sources;
  for (const ScoredPhoto* photo : part) sources[photo->photo.source].push_back(photo);
  WithinSource within;
  double won = 0;
  for (const auto& [source, photos] : sources) {
    const Auroc one = auroc_against_rest(photos, label);
    const double pairs = double(one.positives) * one.negatives;
    won += pairs * one.value;
    within.pairs += pairs;
  }
  if (within.pairs > 0) within.value = won / within.pairs;
  return within;
}

MeanAuroc mean_auroc(const Part& part, int positives_min) {
  std::vector<double> values;
  for (const Label label : labels_in(part)) {
    const Auroc one = auroc_against_rest(part, label);
    if (one.positives >= positives_min && one.negatives > 0) values.push_back(one.value);
  }
  return {values.empty() ? 0.5 : mean(values), int(values.size())};
}

double share_right(const Part& part, int first) {
  const auto right = std::count_if(part.begin(), part.end(), [&](const auto* p) { return first_is_right(*p, first); });
  return part.empty() ? 0 : double(right) / double(part.size());
}

double calibration_of_first(const Part& part) {
  std::vector<Forecast> forecasts;
  for (const ScoredPhoto* photo : part) forecasts.push_back({photo->scores.confidence, first_is_right(*photo, 1)});
  return calibration_error(forecasts);
}

double calibration_of_label(const Part& part, Label label) {
  std::vector<Forecast> forecasts;
  for (const ScoredPhoto* photo : part) forecasts.push_back({score_of(*photo, label), shows(*photo, label)});
  return calibration_error(forecasts);
}

}  // namespace lumen::eval
