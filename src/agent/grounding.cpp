// SPDX-License-Identifier: Apache-2.0
#include "agent/grounding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "agent/builtin_text.h"
#include "agent/case_words.h"
#include "agent/message_topics.h"
#include "agent/phrase_match.h"
#include "agent/sentences.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t summary_bytes_min = 40;
constexpr std::string_view sunscreen = "sunscreen";

constexpr std::array<std::string_view, 14> safe_advice = {
    "doctor*",    "dermatologist*", "pharmacist*",    "gp",         "midwife",     "emergency", "ambulance",
    "patch test", "patch tests",    "test/try a new", "sunscreen*", "sun cream*",  "spf*",      "sun protection"};

bool only_for_safety(std::string_view text) {
  const WordText words(text, {}, std::numeric_limits<std::size_t>::max());
  if (words.find(safe_advice, WordText::Negated::does_not_count).empty()) return false;
  const std::vector<std::string> ingredients = topics_of(text).ingredients;
  return std::all_of(ingredients.begin(), ingredients.end(), [](const std::string& one) { return one == sunscreen; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The readings a text states, in hundredths: "44 of 100", "44 out of 100", "44/100", "44%", "44 percent".
std::vector<int> readings_in(std::string_view text) {
  std::vector<int> readings;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.'))) continue;
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at > 3) continue;
    const std::string_view after = text.substr(end);
    for (const char* unit : {" of 100", " out of 100", "/100", "%", " %", " percent", " per cent"}) {
      if (!after.starts_with(unit)) continue;
      readings.push_back(std::stoi(std::string(text.substr(at, end - at))));
      break;
    }
  }
  return readings;
}

bool contains(const std::vector<Label>& labels, Label label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

}  // namespace

const Citation* Grounding::source(std::string_view id) const {
  const auto& passages = given_.passages;
  const auto given =
      std::find_if(passages.begin(), passages.end(), [&](const PassageSource& passage) { return passage.id == id; });
  return given == passages.end() ? knowledge_.citation(id) : &given->source;
}

bool Grounding::names_measurement(std::string_view text) const {
  const std::string lower = to_lower(text);
  const std::vector<Label> named = topics_of(text).labels;
  const std::vector<int> readings = readings_in(text);
  for (const Finding& finding : case_.prediction.findings) {
    if (!finding.measured || finding.label == Label::healthy) continue;
    if (contains(named, finding.label) || lower.find(lower_name(finding.label)) != std::string::npos) return true;
    const auto reading = static_cast<int>(std::lround(finding.extent * 100));
    if (std::find(readings.begin(), readings.end(), reading) != readings.end()) return true;
  }
  for (const Measurement& measurement : case_.prediction.measurements) {
    const RegionWords* region = knowledge_.region(measurement.region);
    if (region == nullptr || measurement.region == "face" || measurement.region == "skin") continue;
    if (lower.find(region->region) != std::string::npos || lower.find(region->where) != std::string::npos) return true;
  }
  return false;
}

bool Grounding::holds(const CitedText& statement) const {
  const auto known = [this](const std::string& id) {
    const auto& products = given_.product_ids;
    return source(id) != nullptr || std::find(products.begin(), products.end(), id) != products.end();
  };
  if (std::any_of(statement.cite.begin(), statement.cite.end(), known)) return true;
  const std::string_view text = trim(statement.text);
  return text.ends_with('?') || names_measurement(text) || only_for_safety(text);
}

std::size_t Grounding::keep(std::vector<CitedText>& statements) const {
  return std::erase_if(statements, [this](const CitedText& one) { return !holds(one); });
}

std::size_t Grounding::keep_items(std::vector<std::string>& items, const Cites& cites) const {
  return std::erase_if(items, [&](const std::string& item) {
    const auto cite = cites.find(item);
    return !holds({item, cite == cites.end() ? std::vector<std::string>() : cite->second});
  });
}

std::size_t Grounding::keep(FinalAnswer& answer) const {
  std::vector<std::string> sentences = split_sentences(answer.summary);
  std::size_t dropped = keep_items(sentences, answer.cites);
  dropped += keep_items(answer.recommendations, answer.cites);
  dropped += keep_items(answer.care_instructions, answer.cites);
  if (dropped == 0) return 0;

  answer.summary.clear();
  for (const std::string& sentence : sentences) answer.summary += (answer.summary.empty() ? "" : " ") + sentence;
  BuiltinText own = compose_text(case_, knowledge_, answer.product_ids.size());
  if (answer.summary.size() < summary_bytes_min) answer.summary = std::move(own.summary);
  if (answer.recommendations.empty()) answer.recommendations = std::move(own.recommendations);
  if (answer.care_instructions.empty()) answer.care_instructions = std::move(own.care_instructions);
  answer.cites.merge(own.cites);
  return dropped;
}

Counter& ungrounded_counter(Metrics& metrics) {
  return metrics.counter("lumen_agent_ungrounded_total", "Statements of remote models dropped for want of a ground.");
}

void add_source(std::vector<Citation>& citations, const Citation* source) {
  if (source == nullptr) return;
  const auto same = [&](const Citation& one) { return one.url == source->url && one.title == source->title; };
  if (std::none_of(citations.begin(), citations.end(), same)) citations.push_back(*source);
}

}  // namespace lumen::agent
