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
  if (top.label == Label::healthy && !skin_case.red_flags.empty())
    return fmt::format("Apart from what follows, this photo reads as {} {}.", sign, where);
  if (top.label == Label::healthy) return fmt::format("The photo shows {} {}; no concern stands out.", sign, where);
  if (!top.measured)
    return fmt::format("The strongest finding on this photo is {} {}; the amount was not measured.", sign, where);
  return fmt::format("The strongest finding on this photo is {} {}, measured at {} of 100 ({}).", sign, where,
                     std::lround(top.extent * 100), to_string(top.severity));
}

}  // namespace

FinalAnswer plain_answer(const SkinCase& skin_case, const Knowledge& knowledge) {
  FinalAnswer answer;
  answer.summary = plain_summary(skin_case, knowledge);
  for (const RedFlag& flag : skin_case.red_flags) answer.summary += " " + flag.referral;
  if (skin_case.red_flags.empty()) {
    answer.recommendations = {"Use a mild cleanser, a moisturiser that suits your skin and a broad-spectrum sunscreen.",
                              "Choose products made for your skin type: dry, oily, sensitive or in between."};
    answer.citation_ids = {"aad_skin_check"};
  } else {
    answer.recommendations = {"Let a doctor look at this before any skin care; no product is suggested here."};
  }
  answer.care_instructions = {"Wash with lukewarm water and without scrubbing.",
                              "Protect the skin from sun every day."};
  for (const char* id : {"aad_face_washing", "aad_budget"}) answer.citation_ids.emplace_back(id);
  return answer;
}

}  // namespace lumen::agent
