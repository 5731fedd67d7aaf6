// SPDX-License-Identifier: Apache-2.0
#include "vision/worker_answer.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/json.h"
#include "domain/concern_json.h"
#include "vision/model_spec.h"
#include "vision/worker_protocol.h"

namespace lumen::vision {
namespace {

constexpr JsonLimits answer_limits{protocol::text_bytes_max, 8};
constexpr std::size_t sentence_bytes_max = 600;
constexpr std::size_t word_bytes_max = 64;
constexpr std::size_t measurements_max = 256;
constexpr std::size_t notes_max = 32;
constexpr std::size_t timings_max = 16;

// Thrown and caught in this file only: a reader of nested values stops at the first breach.
struct Breach {
  std::string what;
};

template <class T, class Read>
Result<T> read_checked(std::string_view text, Read read) {
  auto value = parse_json(text, answer_limits);
  if (!value) return fail(internal("a worker's answer: " + value.error().message));
  const json::object* object = value->if_object();
  if (object == nullptr) return fail(internal("a worker's answer is no object"));
  try {
    return read(*object);
  } catch (const Breach& breach) {
    return fail(internal("a worker's answer: " + breach.what));
  }
}

std::string text_of(const json::object& object, std::string_view name, std::size_t bytes_max) {
  auto text = get_string(object, name);
  if (!text) throw Breach{"no text " + std::string(name)};
  const bool control = std::any_of(text->begin(), text->end(), [](unsigned char c) { return c < 0x20; });
  if (text->size() > bytes_max || control) throw Breach{"bad text " + std::string(name)};
  return *text;
}

double number_of(const json::object& object, std::string_view name) {
  const auto number = get_number(object, name);
  if (!number || !std::isfinite(*number)) throw Breach{"no number " + std::string(name)};
  return *number;
}

double fraction_of(const json::object& object, std::string_view name) {
  return std::clamp(number_of(object, name), 0.0, 1.0);
}

const json::array& list_of(const json::object& object, std::string_view name, std::size_t count_max) {
  const json::array* list = get_array(object, name);
  if (list == nullptr || list->size() > count_max) throw Breach{"bad list " + std::string(name)};
  return *list;
}

const json::object& object_in(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) throw Breach{"a list holds something else than objects"};
  return *object;
}

Label label_of(const json::object& object, std::string_view name) {
  const std::string text = text_of(object, name, word_bytes_max);
  const auto label = parse_label(text);
  if (!label || to_string(*label) != text) throw Breach{"unknown label"};
  return *label;
}

Finding read_finding(const json::object& object) {
  Finding finding;
  finding.label = label_of(object, "label");
  finding.score = fraction_of(object, "score");
  finding.extent = fraction_of(object, "extent");
  const auto severity = parse_severity(text_of(object, "severity", word_bytes_max));
  const auto measured = get_bool(object, "measured");
  if (!severity || !measured) throw Breach{"a finding without severity or measured"};
  finding.severity = *severity;
  finding.measured = *measured;
  finding.note = text_of(object, "note", sentence_bytes_max);
  return finding;
}

std::vector<Finding> read_findings(const json::object& object) {
  const json::array& list = list_of(object, "findings", label_count);
  if (list.size() != label_count) throw Breach{"not every label has a finding"};
  std::vector<Finding> findings;
  for (const json::value& value : list) {
    findings.push_back(read_finding(object_in(value)));
    if (findings.back().label != all_labels[findings.size() - 1]) throw Breach{"findings out of order"};
  }
  return findings;
}

Measurement read_measurement(const json::object& object) {
  Measurement measurement;
  measurement.name = text_of(object, "name", word_bytes_max);
  measurement.value = number_of(object, "value");
  measurement.unit = text_of(object, "unit", word_bytes_max);
  measurement.region = text_of(object, "region", word_bytes_max);
  return measurement;
}

Prediction read_prediction(const json::object& object) {
  Prediction prediction;
  prediction.condition = label_of(object, "condition");
  prediction.confidence = fraction_of(object, "confidence");
  prediction.findings = read_findings(object);
  for (const json::value& value : list_of(object, "measurements", measurements_max)) {
    prediction.measurements.push_back(read_measurement(object_in(value)));
  }
  for (const json::value& value : list_of(object, "notes", notes_max)) {
    prediction.notes.push_back(text_of(json::object{{"note", value}}, "note", sentence_bytes_max));
  }
  prediction.engine = text_of(object, "engine", word_bytes_max);
  if (const json::object* report = get_object(object, "report")) {
    auto read = skin_report_from_json(*report);
    if (!read) throw Breach{read.error().detail};
    prediction.report = std::move(*read);
  }
  return prediction;
}

bool is_snake_case(std::string_view text) {
  return !text.empty() && text.size() <= word_bytes_max && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::map<std::string, double> read_timing(const json::object& object) {
  const json::object* list = get_object(object, "timing_ms");
  if (list == nullptr || list->size() > timings_max) throw Breach{"bad timing_ms"};
  std::map<std::string, double> timing_ms;
  for (const auto& [name, value] : *list) {
    if (!is_snake_case(name)) throw Breach{"bad name in timing_ms"};
    timing_ms[std::string(name)] = std::max(0.0, number_of(*list, name));
  }
  return timing_ms;
}

// Absent when no model ran.
std::vector<double> read_model_outputs(const json::object& object) {
  std::vector<double> outputs;
  if (!object.contains("model_outputs")) return outputs;
  for (const json::value& value : list_of(object, "model_outputs", model_outputs_max)) {
    outputs.push_back(number_of(json::object{{"output", value}}, "output"));
  }
  return outputs;
}

// A library's own words: one line of ASCII, cut short.
std::string plain(std::string_view text) {
  std::string line(text.substr(0, sentence_bytes_max));
  for (char& c : line) {
    if (c < 0x20 || c > 0x7e) c = ' ';
  }
  return line;
}

json::object finding_json(const Finding& finding) {
  return {{"label", to_string(finding.label)},       {"score", finding.score},       {"extent", finding.extent},
          {"severity", to_string(finding.severity)}, {"measured", finding.measured}, {"note", finding.note}};
}

json::object prediction_json(const Prediction& prediction) {
  json::array findings;
  for (const Finding& finding : prediction.findings) findings.push_back(finding_json(finding));
  json::array measurements;
  for (const Measurement& one : prediction.measurements) {
    measurements.push_back(
        json::object{{"name", one.name}, {"value", one.value}, {"unit", one.unit}, {"region", one.region}});
  }
  json::array notes(prediction.notes.begin(), prediction.notes.end());
  json::object object{{"condition", to_string(prediction.condition)},
                      {"confidence", prediction.confidence},
                      {"findings", std::move(findings)},
                      {"measurements", std::move(measurements)},
                      {"notes", std::move(notes)},
                      {"engine", prediction.engine}};
  if (!prediction.report.concerns.empty()) object["report"] = skin_report_to_json(prediction.report);
  return object;
}

}  // namespace

std::string write_classification(const Classification& classification) {
  json::object timing_ms;
  for (const auto& [name, value] : classification.timing_ms) timing_ms[name] = value;
  json::object answer{{"prediction", prediction_json(classification.prediction)}, {"timing_ms", std::move(timing_ms)}};
  const std::vector<double>& outputs = classification.model_outputs;
  if (!outputs.empty()) answer["model_outputs"] = json::array(outputs.begin(), outputs.end());
  return json::serialize(answer);
}

Result<Classification> read_classification(std::string_view text) {
  return read_checked<Classification>(text, [](const json::object& object) {
    const json::object* prediction = get_object(object, "prediction");
    if (prediction == nullptr) throw Breach{"no prediction"};
    Classification classification;
    classification.prediction = read_prediction(*prediction);
    classification.timing_ms = read_timing(object);
    classification.model_outputs = read_model_outputs(object);
    return classification;
  });
}

std::string write_rejection(const PhotoRejection& rejection) {
  return json::serialize(json::object{{"code", rejection.code}, {"reason", rejection.reason}, {"fix", rejection.fix}});
}

Result<PhotoRejection> read_rejection(std::string_view text) {
  return read_checked<PhotoRejection>(text, [](const json::object& object) {
    PhotoRejection rejection;
    rejection.code = text_of(object, "code", word_bytes_max);
    if (!is_snake_case(rejection.code)) throw Breach{"bad rejection code"};
    rejection.reason = text_of(object, "reason", sentence_bytes_max);
    rejection.fix = text_of(object, "fix", sentence_bytes_max);
    return rejection;
  });
}

std::string write_refusal(const Error& error) {
  return json::serialize(json::object{
      {"code", error.code}, {"message", error.message}, {"hint", error.hint}, {"detail", plain(error.detail)}});
}

std::string write_model_refusal(const Error& error) {
  return json::serialize(json::object{{"reason", plain(error.message)}});
}

Result<std::string> read_model_refusal(std::string_view text) {
  return read_checked<std::string>(
      text, [](const json::object& object) { return text_of(object, "reason", sentence_bytes_max); });
}

Result<Error> read_refusal(std::string_view text) {
  return read_checked<Error>(text, [](const json::object& object) {
    const std::string code = text_of(object, "code", word_bytes_max);
    const bool too_large = code == "too_many_pixels";
    if (!too_large && code != "unsupported_type" && code != "damaged_photo") throw Breach{"unknown refusal"};
    Error error =
        make_error(too_large ? ErrorKind::too_large : ErrorKind::invalid, code,
                   text_of(object, "message", sentence_bytes_max), text_of(object, "detail", sentence_bytes_max));
    error.hint = text_of(object, "hint", sentence_bytes_max);
    return error;
  });
}

}  // namespace lumen::vision
