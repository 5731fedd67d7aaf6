// SPDX-License-Identifier: Apache-2.0
#include "domain/concern_json.h"

#include <algorithm>
#include <cmath>

namespace lumen {
namespace {

constexpr std::size_t regions_max = 16;
constexpr std::size_t positions_max = 100;
constexpr std::size_t inputs_max = 12;
constexpr std::size_t word_bytes_max = 80;
constexpr std::size_t sentence_bytes_max = 400;

double four_digits(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double step = std::pow(10.0, 3 - std::floor(std::log10(std::abs(value))));
  return std::round(value * step) / step;
}

// What was counted and what was covered, where they say something.
void add_amounts(json::object& object, const std::optional<int>& count, const std::optional<double>& area) {
  if (count) object["count"] = *count;
  if (area) object["area"] = round_to(*area, 4);
}

json::object explanation_to_json(const ConcernExplanation& explanation) {
  json::array inputs;
  for (const auto& input : explanation.inputs) {
    inputs.push_back(json::object{{"name", input.name}, {"value", four_digits(input.value)}, {"unit", input.unit}});
  }
  return {{"formula", explanation.formula},
          {"inputs", std::move(inputs)},
          {"quantity", four_digits(explanation.quantity)},
          {"unit", explanation.unit},
          {"thresholds", json::array(explanation.thresholds.begin(), explanation.thresholds.end())},
          {"next_band", explanation.next_band}};
}

json::object concern_to_json(const ConcernResult& result) {
  json::object object{{"name", to_string(result.concern)},
                      {"display_name", display_name(result.concern)},
                      {"measured", result.measured},
                      {"score", round_to(result.score, 1)},
                      {"confidence", round_to(result.confidence, 2)},
                      {"severity", to_string(result.severity)},
                      {"note", result.note}};
  add_amounts(object, result.count, result.area);
  if (!result.type.empty()) object["type"] = result.type;
  if (!result.measured) return object;
  json::array regions;
  for (const ConcernInRegion& region : result.regions) {
    json::object one{{"region", region.region}, {"score", round_to(region.score, 1)}};
    add_amounts(one, region.count, region.area);
    regions.push_back(std::move(one));
  }
  json::array positions;
  for (const ConcernPlace& place : result.positions) {
    positions.push_back(
        json::object{{"x", round_to(place.x, 4)}, {"y", round_to(place.y, 4)}, {"radius", round_to(place.radius, 4)}});
  }
  object["regions"] = std::move(regions);
  object["positions"] = std::move(positions);
  object["explain"] = explanation_to_json(result.explanation);
  return object;
}

// Thrown and caught in this file only: a reader of nested values stops at the first breach.
struct Breach {
  std::string what;
};

double number_in(const json::object& object, std::string_view name, double low, double high) {
  const auto value = get_number(object, name);
  if (!value || !(*value >= low && *value <= high)) throw Breach{"bad number " + std::string(name)};
  return *value;
}

std::string text_in(const json::object& object, std::string_view name, std::size_t bytes_max) {
  auto text = get_string(object, name);
  if (!text || text->size() > bytes_max) throw Breach{"bad text " + std::string(name)};
  return std::move(*text);
}

const json::array& list_in(const json::object& object, std::string_view name, std::size_t count_max) {
  const json::array* list = get_array(object, name);
  if (list == nullptr || list->size() > count_max) throw Breach{"bad list " + std::string(name)};
  return *list;
}

const json::object& object_in(const json::value* value) {
  const json::object* object = value == nullptr ? nullptr : value->if_object();
  if (object == nullptr) throw Breach{"an object is missing"};
  return *object;
}

const json::object& object_in(const json::object& object, std::string_view name) {
  return object_in(object.if_contains(name));
}

void read_amounts(const json::object& object, std::optional<int>& count, std::optional<double>& area) {
  if (object.contains("count")) count = static_cast<int>(number_in(object, "count", 0, 1e6));
  if (object.contains("area")) area = number_in(object, "area", 0, 1.001);
}

constexpr double any = 1e9;

ConcernExplanation read_explanation(const json::object& object) {
  ConcernExplanation explanation;
  explanation.formula = text_in(object, "formula", word_bytes_max);
  for (const json::value& value : list_in(object, "inputs", inputs_max)) {
    const json::object& input = object_in(&value);
    explanation.inputs.push_back({text_in(input, "name", word_bytes_max), number_in(input, "value", -any, any),
                                  text_in(input, "unit", word_bytes_max)});
  }
  explanation.quantity = number_in(object, "quantity", -any, any);
  explanation.unit = text_in(object, "unit", word_bytes_max);
  const json::array& thresholds = list_in(object, "thresholds", 4);
  if (thresholds.size() != 4) throw Breach{"not four thresholds"};
  for (std::size_t i = 0; i < 4; ++i) {
    explanation.thresholds[i] = number_in(json::object{{"threshold", thresholds[i]}}, "threshold", 0, any);
  }
  explanation.next_band = text_in(object, "next_band", sentence_bytes_max);
  return explanation;
}

void read_measured(const json::object& object, ConcernResult& result) {
  for (const json::value& value : list_in(object, "regions", regions_max)) {
    const json::object& one = object_in(&value);
    ConcernInRegion region;
    region.region = text_in(one, "region", word_bytes_max);
    region.score = number_in(one, "score", 0, 100);
    read_amounts(one, region.count, region.area);
    result.regions.push_back(std::move(region));
  }
  for (const json::value& value : list_in(object, "positions", positions_max)) {
    const json::object& one = object_in(&value);
    // A frame may reach beyond the photo, and so may a place in it.
    result.positions.push_back(
        {number_in(one, "x", -5, 5), number_in(one, "y", -5, 5), number_in(one, "radius", 0, 5)});
  }
  result.explanation = read_explanation(object_in(object, "explain"));
}

ConcernResult read_concern(const json::object& object, Concern expected) {
  if (text_in(object, "name", word_bytes_max) != to_string(expected)) throw Breach{"concerns out of order"};
  ConcernResult result;
  result.concern = expected;
  const auto measured = get_bool(object, "measured");
  const auto severity = parse_severity(text_in(object, "severity", word_bytes_max));
  if (!measured || !severity) throw Breach{"a concern without measured or severity"};
  result.measured = *measured;
  result.severity = *severity;
  result.score = number_in(object, "score", 0, 100);
  result.confidence = number_in(object, "confidence", 0, 1);
  result.note = text_in(object, "note", sentence_bytes_max);
  read_amounts(object, result.count, result.area);
  if (object.contains("type")) result.type = text_in(object, "type", word_bytes_max);
  if (result.measured) read_measured(object, result);
  return result;
}

SkinType read_skin_type(const json::object& object) {
  const std::string name = text_in(object, "type", word_bytes_max);
  for (const SkinType type :
       {SkinType::unknown, SkinType::dry, SkinType::normal, SkinType::oily, SkinType::combination}) {
    if (to_string(type) == name) return type;
  }
  throw Breach{"unknown skin type"};
}

SkinProfile read_profile(const json::object& object) {
  SkinProfile profile;
  profile.type = read_skin_type(object);
  profile.type_confidence = number_in(object, "type_confidence", 0, 1);
  if (!object.contains("tone")) return profile;
  const json::object& tone = object_in(object, "tone");
  profile.tone_measured = true;
  profile.ita_degrees = number_in(tone, "ita_degrees", -90, 90);
  profile.hue_degrees = number_in(tone, "hue_degrees", -180, 180);
  profile.monk_tone = static_cast<int>(number_in(tone, "monk", 1, 10));
  profile.monk_confidence = number_in(tone, "monk_confidence", 0, 1);
  return profile;
}

LightEstimate read_light(const json::object& object) {
  LightEstimate light;
  if (!object.contains("light")) return light;
  const json::object& one = object_in(object, "light");
  light.estimated = true;
  light.red_to_green = number_in(one, "red_to_green", 0, 100);
  light.blue_to_green = number_in(one, "blue_to_green", 0, 100);
  const json::array& gains = list_in(one, "gain_rgb", 3);
  if (gains.size() != 3) throw Breach{"not three gains"};
  for (std::size_t i = 0; i < 3; ++i) {
    light.gain_rgb[i] = number_in(json::object{{"gain", gains[i]}}, "gain", 0, 10);
  }
  return light;
}

json::object light_to_json(const LightEstimate& light) {
  json::array gains;
  for (const double gain : light.gain_rgb) gains.push_back(round_to(gain, 3));
  return {{"red_to_green", round_to(light.red_to_green, 3)},
          {"blue_to_green", round_to(light.blue_to_green, 3)},
          {"gain_rgb", std::move(gains)}};
}

}  // namespace

json::object concern_summary_to_json(const SkinReport& report) {
  json::object summary;
  for (const ConcernResult& result : report.concerns) {
    if (!result.measured) continue;
    json::object one{{"score", round_to(result.score, 1)},
                     {"confidence", round_to(result.confidence, 2)},
                     {"severity", to_string(result.severity)}};
    if (result.count) one["count"] = *result.count;
    summary[to_string(result.concern)] = std::move(one);
  }
  return summary;
}

json::object skin_profile_to_json(const SkinProfile& profile) {
  json::object object{{"type", to_string(profile.type)}, {"type_confidence", round_to(profile.type_confidence, 2)}};
  if (!profile.tone_measured) return object;
  object["tone"] = json::object{{"ita_degrees", round_to(profile.ita_degrees, 1)},
                                {"hue_degrees", round_to(profile.hue_degrees, 1)},
                                {"monk", profile.monk_tone},
                                {"monk_confidence", round_to(profile.monk_confidence, 2)}};
  return object;
}

json::object skin_report_to_json(const SkinReport& report) {
  json::array concerns;
  for (const ConcernResult& result : report.concerns) concerns.push_back(concern_to_json(result));
  json::object object{{"concerns", std::move(concerns)}, {"skin", skin_profile_to_json(report.profile)}};
  if (report.light.estimated) object["light"] = light_to_json(report.light);
  object["skin_age"] = json::object{
      {"estimated", false},
      {"why", "An age read off one photo cannot be explained by anything that is measured here, so none is given."}};
  return object;
}

Result<SkinReport> skin_report_from_json(const json::object& object) {
  try {
    SkinReport report;
    const json::array& concerns = list_in(object, "concerns", concern_count);
    if (concerns.size() != concern_count) throw Breach{"not every concern"};
    for (std::size_t i = 0; i < concern_count; ++i) {
      report.concerns.push_back(read_concern(object_in(&concerns[i]), all_concerns()[i]));
    }
    report.profile = read_profile(object_in(object, "skin"));
    report.light = read_light(object);
    return report;
  } catch (const Breach& breach) {
    return fail(internal("a skin report: " + breach.what));
  }
}

}  // namespace lumen
