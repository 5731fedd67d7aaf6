// SPDX-License-Identifier: Apache-2.0
#include "agent/plain_answer.h"

#include <fmt/format.h>

#include <cmath>

#include "agent/case_words.h"

namespace lumen::agent {
namespace {

std::string plain_summary(const SkinCase& skin_case, const Knowledge& knowledge) {
  const Finding top = rank_findings(skin_case.prediction).top;
  const std::string& sign = knowledge.of(top.label).sign;
  const std::string where = region_to_name(skin_case, knowledge, top.label).where;
  if (top.label == Label::healthy) return fmt::format("The photo shows {} {}; no concern stands out.", sign, where);
  if (!top.measured) return fmt::format("The strongest reading is {} {}; its extent was not measured.", sign, where);
  return fmt::format("The strongest reading is {} {}, with a measured extent of {} of 100 ({}).", sign, where,
                     std::lround(top.extent * 100), to_string(top.severity));
}

}  // namespace

FinalAnswer plain_answer(const SkinCase& skin_case, const Knowledge& knowledge) {
  FinalAnswer answer;
  answer.summary = plain_summary(skin_case, knowledge);
  for (const RedFlag& flag : skin_case.red_flags) answer.summary += " " + flag.referral;
  if (skin_case.red_flags.empty()) {
    answer.recommendations = {"Use a mild cleanser, a moisturiser that suits your skin and a broad-spectrum sunscreen.",
                              "Add one new product at a time and give it a few weeks."};
  } else {
    answer.recommendations = {"Let a doctor look at this before any skin care; no product is suggested here."};
  }
  answer.care_instructions = {"Wash with lukewarm water and without scrubbing.",
                              "Protect the skin from sun every day."};
  return answer;
}

}  // namespace lumen::agent
