// SPDX-License-Identifier: Apache-2.0
#include "skin/explain_concern.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace lumen::skin {
namespace {

constexpr std::array<std::string_view, 4> band_names = {"none", "mild", "moderate", "severe"};

std::size_t band_of(double quantity, const std::array<double, 4>& thresholds) {
  std::size_t band = 0;
  while (band < 3 && quantity >= thresholds[band]) ++band;
  return band;
}

// "It is mild. From 6 on it would be moderate, under 1 none (lesions per half face; now 3.2)."
std::string next_band(double quantity, const ConcernRule& rule) {
  const std::size_t band = band_of(quantity, rule.thresholds);
  std::string sentence = fmt::format("It is {}: {:.3g} {}.", band_names[band], quantity, rule.unit);
  if (band < 3) sentence += fmt::format(" From {:.3g} on it would be {}.", rule.thresholds[band], band_names[band + 1]);
  if (band > 0)
    sentence += fmt::format(" Under {:.3g} it would be {}.", rule.thresholds[band - 1], band_names[band - 1]);
  return sentence;
}

// What is no count and no area, for people.
std::string plain_words(const ConcernResult& result) {
  const double amount = result.explanation.quantity;
  switch (result.concern) {
    case Concern::unevenness: return fmt::format("Lightness and colour vary by {:.1f} % across the skin.", amount);
    case Concern::dullness:
      return fmt::format("The skin shows {:.0f} of 100 points of missing colour and highlights.", amount);
    case Concern::roughness: return fmt::format("Fine texture makes the lightness vary by {:.1f} %.", amount);
    case Concern::nasolabial_folds:
    case Concern::sagging: return fmt::format("Grooves up to {:.0f} % darker than the skin around them.", amount);
    case Concern::under_eye_darkness: return fmt::format("{:.0f} % darker than the cheek.", amount);
    case Concern::eye_bags: return fmt::format("A groove {:.0f} % darker than the skin.", amount);
    case Concern::dryness: return fmt::format("Bright fine texture makes the lightness vary by {:.1f} %.", amount);
    case Concern::lip_dryness: return fmt::format("Fine texture makes the lips' lightness vary by {:.1f} %.", amount);
    default: break;
  }
  return "Nothing stands out.";
}

}  // namespace

ConcernExplanation explain_concern(const ConcernRule& rule, Reading reading) {
  ConcernExplanation explanation;
  explanation.formula = rule.formula;
  explanation.inputs = std::move(reading.inputs);
  explanation.quantity = reading.quantity;
  explanation.unit = rule.unit;
  explanation.thresholds = rule.thresholds;
  explanation.next_band = next_band(reading.quantity, rule);
  return explanation;
}

std::string note_of_concern(const ConcernResult& result) {
  std::string note;
  if (result.count) note = fmt::format("{} seen", *result.count);
  if (result.area && *result.area > 0) {
    note += fmt::format("{}{:.1f} % of the skin looked at", note.empty() ? "" : ", ", 100 * *result.area);
  }
  return note.empty() ? plain_words(result) : note + ".";
}

std::string why_not_measured(const ConcernRule& rule, const Scope& scope) {
  if (rule.needs.colour && scope.colour == Colour::absent) return "The photo is black and white, and this is a colour.";
  if (rule.needs.face && scope.mode == Mode::close_up) return "This is a place of the face; the photo is a close-up.";
  if (rule.needs.fine_detail && !scope.fine_detail) {
    return "The photo is too coarse for details of a millimetre. Come closer or use a sharper photo.";
  }
  return "This part of the face cannot be seen well enough.";
}

}  // namespace lumen::skin
