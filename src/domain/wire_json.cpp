// SPDX-License-Identifier: Apache-2.0
#include "domain/wire_json.h"

#include <algorithm>
#include <cmath>

#include "domain/concern_json.h"

namespace lumen {
namespace {

json::object finding_to_json(const Finding& finding) {
  return {{"label", to_string(finding.label)},
          {"name", display_name(finding.label)},
          {"score", round_to(finding.score, 3)},
          {"extent", round_to(finding.extent, 3)},
          {"severity", to_string(finding.severity)},
          {"measured", finding.measured},
          {"note", finding.note}};
}

json::object measurement_to_json(const Measurement& measurement) {
  return {{"name", measurement.name},
          {"value", round_to(measurement.value, 4)},
          {"unit", measurement.unit},
          {"region", measurement.region}};
}

json::array strings_to_json(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

double clamped(double value) { return std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0.0; }

Error bad_prediction(std::string_view what) { return internal("bad_prediction: " + std::string(what)); }

Result<Finding> finding_from_json(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return fail(bad_prediction("a finding is not an object"));
  const auto label = parse_label(get_string(*object, "label").value_or(""));
  const auto score = get_number(*object, "score");
  if (!label || !score) return fail(bad_prediction("a finding without label or score"));
  Finding finding;
  finding.label = *label;
  finding.score = clamped(*score);
  finding.extent = clamped(get_number(*object, "extent").value_or(0));
  finding.severity = parse_severity(get_string(*object, "severity").value_or("none")).value_or(Severity::none);
  finding.measured = get_bool(*object, "measured").value_or(true);
  finding.note = get_string(*object, "note").value_or("");
  return finding;
}

void read_measurements(const json::object& object, Prediction& prediction) {
  const json::array* array = get_array(object, "measurements");
  if (array == nullptr) return;
  for (const json::value& value : *array) {
    const json::object* one = value.if_object();
    if (one == nullptr) continue;
    Measurement measurement;
    measurement.name = get_string(*one, "name").value_or("");
    measurement.value = get_number(*one, "value").value_or(0);
    measurement.unit = get_string(*one, "unit").value_or("");
    measurement.region = get_string(*one, "region").value_or("");
    prediction.measurements.push_back(std::move(measurement));
  }
}

void read_notes(const json::object& object, Prediction& prediction) {
  const json::array* array = get_array(object, "notes");
  if (array == nullptr) return;
  for (const json::value& value : *array) {
    if (value.is_string()) prediction.notes.emplace_back(value.get_string());
  }
}

}  // namespace

json::object prediction_to_json(const Prediction& prediction) {
  json::object conditions;
  json::array findings;
  for (const Finding& finding : prediction.findings) {
    conditions[to_string(finding.label)] = round_to(finding.score, 3);
    findings.push_back(finding_to_json(finding));
  }
  json::array measurements;
  for (const Measurement& measurement : prediction.measurements)
    measurements.push_back(measurement_to_json(measurement));
  json::object object{{"condition", to_string(prediction.condition)},
                      {"confidence", round_to(clamped(prediction.confidence), 3)},
                      {"all_conditions", std::move(conditions)},
                      {"findings", std::move(findings)},
                      {"measurements", std::move(measurements)},
                      {"notes", strings_to_json(prediction.notes)},
                      {"engine", prediction.engine}};
  if (!prediction.report.concerns.empty()) {
    object["concerns"] = concern_summary_to_json(prediction.report);
    object["skin"] = skin_profile_to_json(prediction.report.profile);
  }
  if (prediction.second_opinion) object["second_opinion"] = second_opinion_to_json(*prediction.second_opinion);
  return object;
}

Result<Prediction> prediction_from_json(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return fail(bad_prediction(value.error().message));
  const json::object* object = value->if_object();
  if (object == nullptr) return fail(bad_prediction("not an object"));
  const auto condition = parse_label(get_string(*object, "condition").value_or(""));
  const auto confidence = get_number(*object, "confidence");
  const json::array* findings = get_array(*object, "findings");
  if (!condition || !confidence || findings == nullptr) return fail(bad_prediction("a required member is missing"));
  Prediction prediction;
  prediction.condition = *condition;
  prediction.confidence = clamped(*confidence);
  for (const json::value& one : *findings) {
    auto finding = finding_from_json(one);
    if (!finding) return fail(finding.error());
    prediction.findings.push_back(std::move(*finding));
  }
  read_measurements(*object, prediction);
  read_notes(*object, prediction);
  prediction.engine = get_string(*object, "engine").value_or("");
  if (const json::object* opinion = get_object(*object, "second_opinion")) {
    prediction.second_opinion = second_opinion_from_json(*opinion);
  }
  return prediction;
}

json::object explanation_to_json(const Explanation& explanation) {
  json::array citations;
  for (const Citation& citation : explanation.citations) {
    citations.push_back(json::object{{"title", citation.title}, {"source", citation.source}, {"url", citation.url}});
  }
  json::array trace;
  for (const ToolTrace& step : explanation.trace) {
    trace.push_back(json::object{{"tool", step.tool},
                                 {"arguments", step.arguments},
                                 {"outcome", step.outcome},
                                 {"duration_ms", round_to(step.duration_ms, 3)},
                                 {"tokens", step.tokens},
                                 {"cost_usd", step.cost_usd}});
  }
  return {{"summary", explanation.summary},
          {"recommendations", strings_to_json(explanation.recommendations)},
          {"severity", to_string(explanation.severity)},
          {"care_instructions", strings_to_json(explanation.care_instructions)},
          {"when_to_see_a_doctor", explanation.when_to_see_a_doctor},
          {"citations", std::move(citations)},
          {"answered_by", explanation.answered_by},
          {"guardrails", strings_to_json(explanation.guardrails)},
          {"trace", std::move(trace)}};
}

}  // namespace lumen
