// SPDX-License-Identifier: Apache-2.0
#include "vision/remote_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/json.h"
#include "http/remote_error.h"

namespace lumen::vision {
namespace {

constexpr double tolerance = 1e-6;  // of sums in single precision
constexpr std::size_t label_bytes_max = 128;
constexpr std::size_t labels_max = 1'000;
constexpr std::size_t unknown_told_max = 5;
constexpr JsonLimits answer_limits{remote_answer_bytes_max, 6};

Error bad_answer(std::string what) { return http::remote_error("remote_bad_answer", std::move(what)); }

// A score that may be stored, or nothing.
std::optional<double> checked_score(std::optional<double> score) {
  if (!score || !std::isfinite(*score) || *score < -tolerance || *score > 1 + tolerance) return std::nullopt;
  return std::clamp(*score, 0.0, 1.0);
}

Result<RemoteScore> checked(std::optional<std::string> label, std::optional<double> score) {
  if (!label || label->empty() || label->size() > label_bytes_max)
    return fail(bad_answer("a label is missing or long"));
  const auto good = checked_score(score);
  if (!good) return fail(bad_answer("a score is missing or not within 0..1"));
  return RemoteScore{std::move(*label), *good};
}

Result<RemoteScores> sorted(RemoteScores scores) {
  if (scores.empty() || scores.size() > labels_max) return fail(bad_answer("no labels, or too many"));
  std::sort(scores.begin(), scores.end(), [](const RemoteScore& a, const RemoteScore& b) {
    return a.score != b.score ? a.score > b.score : a.label < b.label;
  });
  return scores;
}

// A name from elsewhere as it may be shown: plain characters, cut short.
std::string shown(std::string_view name) {
  std::string text(name.substr(0, 40));
  for (char& c : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' ' || c == '_' || c == '-';
    if (!plain) c = '?';
  }
  return text;
}

std::string note_of_unknown(const RemoteScores& unknown) {
  std::string names;
  for (std::size_t i = 0; i < std::min(unknown.size(), unknown_told_max); ++i) {
    names += fmt::format("{}{} ({:.2f})", i == 0 ? "" : ", ", shown(unknown[i].label), unknown[i].score);
  }
  if (unknown.size() > unknown_told_max) names += fmt::format(" and {} more", unknown.size() - unknown_told_max);
  return "The model also named what Lumen has no word for: " + names + ".";
}

}  // namespace

Result<RemoteScores> read_huggingface_answer(std::string_view text) {
  const auto value = parse_json(text, answer_limits);
  if (!value) return fail(bad_answer("no JSON: " + value.error().code));
  const json::array* list = value->if_array();
  if (list != nullptr && list->size() == 1 && list->front().is_array()) list = list->front().if_array();
  if (list == nullptr) return fail(bad_answer("not a list"));
  RemoteScores scores;
  for (const json::value& one : *list) {
    const json::object* object = one.if_object();
    if (object == nullptr) return fail(bad_answer("the list holds something else than objects"));
    auto score = checked(get_string(*object, "label"), get_number(*object, "score"));
    if (!score) return fail(std::move(score.error()));
    scores.push_back(std::move(*score));
  }
  return sorted(std::move(scores));
}

Result<RemoteScores> read_custom_answer(std::string_view text) {
  const auto value = parse_json(text, answer_limits);
  if (!value) return fail(bad_answer("no JSON: " + value.error().code));
  const json::object* object = value->if_object();
  const json::object* all = object == nullptr ? nullptr : get_object(*object, "all_predictions");
  if (all == nullptr) return fail(bad_answer("no all_predictions"));
  RemoteScores scores;
  for (const auto& [name, number] : *all) {
    auto score = checked(std::string(name), get_number(*all, name));
    if (!score) return fail(std::move(score.error()));
    scores.push_back(std::move(*score));
  }
  auto all_scores = sorted(std::move(scores));
  if (!all_scores) return all_scores;
  const auto top = get_string(*object, "top_prediction");
  const auto confidence = checked_score(get_number(*object, "confidence"));
  if (!top || !confidence) return fail(bad_answer("no top_prediction or confidence"));
  const auto highest = all_scores->front().score;
  const auto told =
      std::find_if(all_scores->begin(), all_scores->end(), [&](const auto& one) { return one.label == *top; });
  if (told == all_scores->end() || std::abs(told->score - highest) > tolerance ||
      std::abs(*confidence - highest) > tolerance) {
    return fail(bad_answer("the top prediction is not the highest"));
  }
  return all_scores;
}

Result<Prediction> prediction_from(const RemoteScores& scores, const LabelMap& labels, const std::string& engine) {
  Prediction prediction;
  for (const Label label : all_labels) {
    Finding finding;
    finding.label = label;
    finding.measured = false;
    finding.note = "The model does not judge this.";
    prediction.findings.push_back(std::move(finding));
  }
  RemoteScores unknown;
  bool any = false;
  for (const RemoteScore& one : scores) {
    const auto label = labels.meaning_of(one.label);
    if (!label) {
      unknown.push_back(one);
      continue;
    }
    Finding& finding = prediction.findings[static_cast<std::size_t>(*label)];
    finding.measured = true;
    finding.score = std::max(finding.score, round_to(one.score, 3));
    finding.note = "The model's score; how much of it there is, it does not say.";
    if (!any) prediction.condition = *label;  // the highest comes first
    any = true;
  }
  if (!any) return fail(bad_answer("none of its labels is known; set vision.labels"));
  prediction.confidence = prediction.findings[static_cast<std::size_t>(prediction.condition)].score;
  if (!unknown.empty()) prediction.notes.push_back(note_of_unknown(unknown));
  prediction.engine = engine;
  return prediction;
}

}  // namespace lumen::vision
