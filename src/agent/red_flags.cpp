// SPDX-License-Identifier: Apache-2.0
#include "agent/red_flags.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "agent/letter_fold.h"
#include "agent/red_flag_rules.h"

namespace lumen::agent {
namespace {

bool fires(const RedFlagRule& rule, const WordText& text) {
  std::vector<std::vector<std::size_t>> places;
  for (const RedFlagGroup& group : rule.groups) {
    places.push_back(text.find(group.phrases, group.negated));
    if (places.back().empty()) return false;
  }
  if (!text.find(rule.unless, WordText::Negated::counts).empty()) return false;
  const auto near = [&](std::size_t a, std::size_t b) { return a != b && (a > b ? a - b : b - a) <= rule.near_words; };
  return std::any_of(places[0].begin(), places[0].end(), [&](std::size_t first) {
    return std::all_of(places.begin() + 1, places.end(), [&](const std::vector<std::size_t>& others) {
      return std::any_of(others.begin(), others.end(), [&](std::size_t other) { return near(first, other); });
    });
  });
}

// The phrases of the tables have no accents.
std::string without_accents(std::string_view text) {
  std::string plain;
  for (const FoldedLetter& letter : fold_letters(text)) append_utf8(plain, letter.letter);
  return plain;
}

std::optional<double> measured(const Prediction& prediction, std::string_view name) {
  for (const Measurement& measurement : prediction.measurements) {
    if (measurement.name == name && std::isfinite(measurement.value)) return measurement.value;
  }
  return std::nullopt;
}

}  // namespace

std::vector<RedFlag> red_flags_in(const Prediction& prediction) {
  const auto asymmetry = measured(prediction, "largest_spot_asymmetry");
  const auto darkness = measured(prediction, "largest_spot_darkness");
  const auto size = measured(prediction, "largest_spot_size");
  const auto count = measured(prediction, "dark_spots");
  if (!asymmetry || !darkness || !size) return {};
  const bool single = !count || *count <= 3;
  if (!single || *asymmetry < 0.28 || *darkness < 35 || *size < 0.04) return {};
  return {{"red_flag.uneven_dark_spot",
           "One dark spot on this photo is large and uneven in shape. That alone says nothing about what it is. " +
               std::string(see_soon_about_a_spot)}};
}

std::vector<RedFlag> red_flags_in(std::string_view text) {
  const WordText words(without_accents(text), red_flag_masks());
  std::vector<RedFlag> flags;
  for (const auto* rules : {&red_flag_rules(), &red_flag_rules_abroad()}) {
    for (const RedFlagRule& rule : *rules) {
      const bool seen =
          std::any_of(flags.begin(), flags.end(), [&](const RedFlag& flag) { return flag.rule == rule.id; });
      if (!seen && fires(rule, words)) flags.push_back({std::string(rule.id), std::string(rule.referral)});
    }
  }
  return flags;
}

}  // namespace lumen::agent
