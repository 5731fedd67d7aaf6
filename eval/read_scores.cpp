// SPDX-License-Identifier: Apache-2.0
#include "eval/read_scores.h"

#include <algorithm>

namespace lumen::eval {

LabelScores read_labels(const skin::Analysis& analysis) {
  LabelScores scores;
  for (const Finding& finding : analysis.prediction.findings) {
    const auto index = std::size_t(finding.label);
    scores.score[index] = finding.measured ? finding.score : 0;
    scores.measured[index] = finding.measured;
  }
  scores.order = all_labels;
  std::stable_sort(scores.order.begin(), scores.order.end(),
                   [&](Label a, Label b) { return scores.score[std::size_t(a)] > scores.score[std::size_t(b)]; });
  scores.confidence = scores.score[std::size_t(scores.order[0])];
  scores.tone = analysis.measures.tone.ita_degrees;
  scores.face = analysis.mode == skin::Mode::face;
  return scores;
}

}  // namespace lumen::eval
