// SPDX-License-Identifier: Apache-2.0
#include "doors/cli_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

namespace lumen::doors {
namespace {

constexpr std::size_t bar_columns = 20;

// Columns of UTF-8 text, one per code point: enough for the Latin text Lumen writes.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string heading(std::string_view text, Colour colour) {
  return colour == Colour::on ? fmt::format("\n\033[1m{}\033[0m\n", text) : fmt::format("\n{}\n", text);
}

std::string bar(double value) {
  const auto filled = static_cast<std::size_t>(std::lround(std::clamp(value, 0.0, 1.0) * bar_columns));
  std::string out;
  for (std::size_t i = 0; i < bar_columns; ++i) out += i < filled ? "█" : "░";
  return out;
}

std::string findings_text(const Prediction& prediction, std::size_t width) {
  std::vector<Finding> findings = prediction.findings;
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.measured != b.measured ? a.measured : a.score > b.score;
  });
  std::string out;
  for (const Finding& finding : findings) {
    const std::string_view name = display_name(finding.label);
    if (!finding.measured) {
      out += fmt::format("  {:<14} not judged\n", name);
    } else {
      out += fmt::format("  {:<14} {} {:3.0f} %  {}\n", name, bar(finding.score), finding.score * 100,
                         finding.severity == Severity::none ? "" : to_string(finding.severity));
    }
    const bool worth_a_note = !finding.note.empty() && (!finding.measured || finding.score >= 0.3);
    if (worth_a_note) out += wrap(finding.note, width, "                 ", "                 ");
  }
  return out;
}

// The concerns that stand out, the highest score first, and whose skin it is.
std::string concerns_text(const SkinReport& report, std::size_t width) {
  std::vector<ConcernResult> shown;
  std::copy_if(report.concerns.begin(), report.concerns.end(), std::back_inserter(shown),
               [](const ConcernResult& one) { return one.measured && one.severity != Severity::none; });
  std::stable_sort(shown.begin(), shown.end(),
                   [](const ConcernResult& a, const ConcernResult& b) { return a.score > b.score; });
  std::string out;
  for (const ConcernResult& one : shown) {
    out += fmt::format("  {:<18} {} {:3.0f}  {}\n", display_name(one.concern), bar(one.score / 100), one.score,
                       to_string(one.severity));
    const std::string type = one.type.empty() ? "" : one.type + ". ";
    out += wrap(type + one.note, width, "                     ", "                     ");
  }
  if (out.empty()) out = "  Nothing stands out.\n";
  const SkinProfile& skin = report.profile;
  std::string about;
  if (skin.tone_measured) {
    about =
        fmt::format("Tone: about {} of 10 on the Monk scale (ITA {:.0f} degrees). ", skin.monk_tone, skin.ita_degrees);
  }
  if (skin.type != SkinType::unknown) about += fmt::format("Skin type in this photo: {}.", to_string(skin.type));
  if (!about.empty()) out += wrap(about, width, "  ", "  ");
  return out;
}

std::string list_text(const std::vector<std::string>& lines, std::size_t width) {
  std::string out;
  for (const std::string& line : lines) out += wrap(line, width, "  - ", "    ");
  return out;
}

std::string products_text(const std::vector<Product>& products, std::size_t width) {
  std::string out;
  int number = 0;
  for (const Product& product : products) {
    std::string line = product.brand.empty() ? product.name : product.brand + " " + product.name;
    if (!product.price_range.empty()) line += ", " + product.price_range;
    if (product.rated) line += fmt::format(", rated {:.1f} of 5", product.rating);
    out += wrap(line, width, fmt::format("  {}. ", ++number), "     ");
    if (!product.why.empty()) out += wrap(product.why, width, "     ", "     ");
  }
  return out;
}

std::string timing_text(const std::map<std::string, double>& stage_ms) {
  std::string out;
  for (const auto& [stage, ms] : stage_ms) out += fmt::format("{}{} {:.0f} ms", out.empty() ? "  " : ", ", stage, ms);
  return out + "\n";
}

}  // namespace

std::string wrap(std::string_view text, std::size_t width, std::string_view first, std::string_view indent) {
  std::string out;
  std::string line(first);
  bool fresh = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!fresh && columns(line) + 1 + columns(word) > width) {
      out += line + "\n";
      line = indent;
      fresh = true;
    }
    if (!fresh) line += ' ';
    line += word;
    fresh = false;
  }
  return out + line + "\n";
}

std::string format_result(const CliResult& result, std::size_t width, Colour colour) {
  width = std::max<std::size_t>(width, 40);
  const Explanation& explanation = result.explanation;
  std::string out = heading(result.photo, colour);
  out += wrap(explanation.summary, width, "  ", "  ");
  out += heading("What was measured", colour) + findings_text(result.prediction, width);
  for (const std::string& note : result.prediction.notes) out += wrap(note, width, "  ", "  ");
  const SkinReport& report = result.prediction.report;
  if (!report.concerns.empty()) {
    out += heading("In detail (0 to 100)", colour) + concerns_text(report, width);
  }
  out += heading("What to do", colour);
  out += fmt::format("  Severity: {}\n", to_string(explanation.severity));
  out += list_text(explanation.recommendations, width);
  if (!explanation.care_instructions.empty()) {
    out += heading("Care", colour) + list_text(explanation.care_instructions, width);
  }
  out += heading("When to see a doctor", colour) + wrap(explanation.when_to_see_a_doctor, width, "  ", "  ");
  if (!result.products.empty()) out += heading("Products that fit", colour) + products_text(result.products, width);
  out += heading("Time", colour) + timing_text(result.stage_ms);
  return out + "\n" +
         wrap("Lumen measures a photo. It is not a medical device and does not diagnose.", width, "  ", "  ");
}

}  // namespace lumen::doors
