// SPDX-License-Identifier: Apache-2.0
#include "eval/read_scores.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "domain/concern_json.h"

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

ConcernScores read_concerns(const skin::Analysis& analysis) {
  ConcernScores scores;
  for (const ConcernResult& result : analysis.prediction.report.concerns) {
    const auto index = std::size_t(result.concern);
    if (!result.measured) continue;
    scores.score[index] = result.score;
    scores.quantity[index] = result.explanation.quantity;
    scores.count[index] = result.count.value_or(0);
  }
  scores.monk_tone = analysis.prediction.report.profile.monk_tone;
  scores.face = analysis.mode == skin::Mode::face;
  return scores;
}

std::string read_whole_answer(const skin::Analysis& analysis) {
  std::string text = json::serialize(skin_report_to_json(analysis.prediction.report));
  for (const Finding& finding : analysis.prediction.findings) {
    text += std::to_string(finding.score) + " " + std::to_string(finding.extent) + " " + finding.note + "\n";
  }
  for (const Measurement& one : analysis.prediction.measurements)
    text += one.name + " " + std::to_string(one.value) + "\n";
  return text;
}

cv::Mat read_lines(const skin::Analysis& analysis, cv::Size photo_px) {
  const skin::Frame& frame = analysis.frame;
  const std::array<cv::Point2f, 3> in_frame = {cv::Point2f(0, 0), cv::Point2f(100, 0), cv::Point2f(0, 100)};
  std::array<cv::Point2f, 3> in_photo;
  for (std::size_t i = 0; i < in_frame.size(); ++i) in_photo[i] = cv::Point2f(frame.to_photo(in_frame[i]));
  const cv::Mat to_photo = cv::getAffineTransform(in_frame.data(), in_photo.data());
  cv::Mat lines = cv::Mat::zeros(photo_px, CV_8U);
  const cv::Mat& found = analysis.measures.lines.mask;
  if (!found.empty()) cv::warpAffine(found, lines, to_photo, photo_px, cv::INTER_NEAREST);
  return lines;
}

}  // namespace lumen::eval
