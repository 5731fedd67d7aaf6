// SPDX-License-Identifier: Apache-2.0
#include "agent/case_words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "agent/wording.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t note_bytes_max = 240;

// Units and scales that mean nothing to most people: a note with one is left out of the text.
constexpr std::array<std::string_view, 6> technical = {"a*", "b*", "L*", "CIELAB", "eye distance", "chroma"};

}  // namespace

std::string points(double fraction) {
  return std::isfinite(fraction) ? std::to_string(std::lround(std::clamp(fraction, 0.0, 1.0) * 100)) : "0";
}

std::string lower_name(Label label) { return to_lower(display_name(label)); }

std::string clean_note(std::string_view note) {
  note = trim(note);
  const bool odd = std::any_of(note.begin(), note.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '>' || c == '{' || c == '}';
  });
  if (note.empty() || note.size() > note_bytes_max || odd || !is_utf8(note) || !banned_wording(note).empty()) return "";
  const auto inside = [&](std::string_view word) { return note.find(word) != std::string_view::npos; };
  if (std::any_of(technical.begin(), technical.end(), inside)) return "";
  std::string sentence(note);
  if (std::string_view(".!?").find(sentence.back()) == std::string_view::npos) sentence += '.';
  return sentence;
}

std::optional<RegionWords> measured_region(const SkinCase& skin_case, const Knowledge& knowledge, Label label) {
  const LabelKnowledge& known = knowledge.of(label);
  for (const std::string& part : known.measurements) {
    const Measurement* best = nullptr;
    for (const Measurement& measurement : skin_case.prediction.measurements) {
      const bool fits =
          measurement.name.find(part) != std::string::npos && knowledge.region(measurement.region) != nullptr;
      const bool first = best == nullptr;
      const bool larger = !first && measurement.unit == best->unit && measurement.value > best->value;
      if (fits && (first || larger)) best = &measurement;
    }
    if (best != nullptr) return *knowledge.region(best->region);
  }
  return std::nullopt;
}

RegionWords region_to_name(const SkinCase& skin_case, const Knowledge& knowledge, Label label) {
  if (auto measured = measured_region(skin_case, knowledge, label)) return *measured;
  return *knowledge.region(knowledge.of(label).where == "under_eyes" ? "under_eyes" : "face");
}

std::string ago_text(UnixMillis then_ms, UnixMillis now_ms) {
  constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
  const std::int64_t days = std::max<std::int64_t>(0, (now_ms - then_ms) / day_ms);
  if (days == 0) return "earlier today";
  if (days == 1) return "yesterday";
  if (days < 14) return std::to_string(days) + " days ago";
  if (days < 61) return std::to_string(days / 7) + " weeks ago";
  return std::to_string(days / 30) + " months ago";
}

}  // namespace lumen::agent
