// SPDX-License-Identifier: Apache-2.0
#include "agent/skin_case.h"

#include <algorithm>
#include <cmath>

#include "domain/wire_json.h"

namespace lumen::agent {
namespace {

constexpr double likely_score = 0.2;
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

const Finding* find_label(const Prediction& prediction, Label label) {
  const auto found = std::find_if(prediction.findings.begin(), prediction.findings.end(),
                                  [&](const Finding& finding) { return finding.label == label; });
  return found == prediction.findings.end() ? nullptr : &*found;
}

Finding top_finding(const Prediction& prediction) {
  if (const Finding* found = find_label(prediction, prediction.condition)) return *found;
  Finding unknown;
  unknown.label = prediction.condition;
  unknown.score = prediction.confidence;
  unknown.measured = false;
  return unknown;
}

bool worse(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& finding) {
    return std::make_tuple(-static_cast<int>(finding.severity), -finding.score * finding.extent,
                           static_cast<int>(finding.label));
  };
  return key(a) < key(b);
}

// Severity follows the extent whatever the classifier wrote.
Finding with_own_severity(Finding finding) {
  finding.extent = std::isfinite(finding.extent) ? std::clamp(finding.extent, 0.0, 1.0) : 0.0;
  finding.severity = finding.measured ? severity_from_extent(finding.extent) : Severity::none;
  return finding;
}

json::array history_trend(const SkinCase& skin_case) {
  json::array trend;
  for (const PastResult& past : skin_case.history) {
    for (const auto& [label, extent] : past.extents) {
      const Finding* now = find_label(skin_case.prediction, label);
      if (now == nullptr || !now->measured || label == Label::healthy) continue;
      trend.push_back(json::object{{"label", to_string(label)},
                                   {"days_ago", (skin_case.created_at_ms - past.created_at_ms) / day_ms},
                                   {"extent_then", round_to(extent, 3)},
                                   {"extent_now", round_to(now->extent, 3)}});
    }
  }
  return trend;
}

}  // namespace

Severity overall_severity(const Prediction& prediction) {
  if (prediction.condition == Label::healthy) return Severity::none;
  return with_own_severity(top_finding(prediction)).severity;
}

SkinCase make_skin_case(AnalysisId analysis, UnixMillis created_at_ms, Prediction prediction,
                        std::vector<PastResult> history) {
  SkinCase skin_case;
  skin_case.analysis = std::move(analysis);
  skin_case.created_at_ms = created_at_ms;
  skin_case.severity = overall_severity(prediction);
  skin_case.red_flags = red_flags_in(prediction);
  skin_case.prediction = std::move(prediction);
  std::erase_if(history, [&](const PastResult& past) { return past.created_at_ms >= created_at_ms; });
  std::sort(history.begin(), history.end(),
            [](const PastResult& a, const PastResult& b) { return a.created_at_ms > b.created_at_ms; });
  if (history.size() > past_results_max) history.resize(past_results_max);
  skin_case.history = std::move(history);
  return skin_case;
}

PastResult make_past_result(UnixMillis created_at_ms, const Prediction& prediction) {
  PastResult past;
  past.created_at_ms = created_at_ms;
  past.condition = prediction.condition;
  for (const Finding& finding : prediction.findings) {
    if (finding.measured) past.extents.emplace_back(finding.label, round_to(finding.extent, 3));
  }
  return past;
}

std::string to_note_text(const PastResult& past) {
  json::object extents;
  for (const auto& [label, extent] : past.extents) extents[to_string(label)] = extent;
  return json::serialize(json::object{{"kind", "analysis"},
                                      {"at_ms", past.created_at_ms},
                                      {"condition", to_string(past.condition)},
                                      {"extents", std::move(extents)}});
}

std::optional<PastResult> past_result_from_note(std::string_view text) {
  const auto parsed = parse_json(text);
  const json::object* object = parsed ? parsed->if_object() : nullptr;
  if (object == nullptr || get_string(*object, "kind") != "analysis") return std::nullopt;
  const auto at_ms = get_integer(*object, "at_ms");
  const auto condition = parse_label(get_string(*object, "condition").value_or(""));
  const json::object* extents = get_object(*object, "extents");
  if (!at_ms || !condition || extents == nullptr) return std::nullopt;
  PastResult past{*at_ms, *condition, {}};
  for (const auto& [name, value] : *extents) {
    const auto label = parse_label(name);
    if (label && value.is_number()) past.extents.emplace_back(*label, std::clamp(value.to_number<double>(), 0.0, 1.0));
  }
  return past;
}

RankedFindings rank_findings(const Prediction& prediction) {
  RankedFindings ranked;
  ranked.top = with_own_severity(top_finding(prediction));
  for (const Finding& original : prediction.findings) {
    const Finding finding = with_own_severity(original);
    if (finding.label == Label::healthy) continue;
    if (finding.label == ranked.top.label) continue;
    if (finding.measured && (!ranked.next || finding.extent > ranked.next->extent)) ranked.next = finding;
    if (!finding.measured) ranked.not_judged.push_back(finding);
    const bool worth_saying = finding.measured && finding.severity != Severity::none && finding.score >= likely_score;
    if (worth_saying) ranked.others.push_back(finding);
  }
  std::sort(ranked.others.begin(), ranked.others.end(), worse);
  return ranked;
}

json::object describe(const SkinCase& skin_case) {
  json::array signs;
  for (const RedFlag& flag : skin_case.red_flags) signs.push_back(json::string(flag.rule));
  return {{"prediction", prediction_to_json(skin_case.prediction)},
          {"severity", to_string(skin_case.severity)},
          {"history_trend", history_trend(skin_case)},
          {"urgent_signs", std::move(signs)}};
}

}  // namespace lumen::agent
