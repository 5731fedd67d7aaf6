// SPDX-License-Identifier: Apache-2.0
#include "eval/repeatability.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "eval/draw_case.h"
#include "eval/read_scores.h"
#include "eval/statistics.h"

namespace lumen::eval {
namespace {

constexpr std::uint64_t first_case = 60'000;
constexpr double mild = 15;  // under this a score says nothing, and its ratio less

cv::Mat cropped(const cv::Mat& bgr, double left, double top, double share) {
  const cv::Size size(int(bgr.cols * (1 - share)), int(bgr.rows * (1 - share)));
  return bgr(cv::Rect(cv::Point(int(left * share * bgr.cols), int(top * share * bgr.rows)), size)).clone();
}

cv::Mat widened(const cv::Mat& bgr, double share) {
  cv::Mat wide;
  const int x = int(share * bgr.cols / 2);
  const int y = int(share * bgr.rows / 2);
  cv::copyMakeBorder(bgr, wide, y, y, x, x, cv::BORDER_REPLICATE);
  return wide;
}

cv::Mat shifted(const cv::Mat& bgr, int dx, int dy) {
  cv::Mat moved;
  const cv::Mat by = (cv::Mat_<double>(2, 3) << 1, 0, dx, 0, 1, dy);
  cv::warpAffine(bgr, moved, by, bgr.size(), cv::INTER_NEAREST, cv::BORDER_REPLICATE);
  return moved;
}

std::vector<skin::Photo> variants(const Case& one) {
  const int quality = one.person.camera.jpeg_quality;
  test::Person person = one.person;
  const cv::Mat bgr = test::draw_person(person).bgr;
  std::vector<skin::Photo> photos;
  photos.push_back(encode_and_decode(bgr, quality));
  photos.push_back(encode_and_decode(photos.front().bgr, 75));
  photos.push_back(encode_and_decode(photos.front().bgr, 88));
  for (const double factor : {0.9, 1.1}) {
    person.camera.exposure = one.person.camera.exposure * factor;
    photos.push_back(encode_and_decode(test::draw_person(person).bgr, quality));
  }
  photos.push_back(encode_and_decode(cropped(bgr, 0.5, 0.5, 0.05), quality));
  photos.push_back(encode_and_decode(cropped(bgr, 0, 1, 0.05), quality));
  photos.push_back(encode_and_decode(widened(bgr, 0.05), quality));
  photos.push_back(encode_and_decode(shifted(bgr, 2, 0), quality));
  photos.push_back(encode_and_decode(shifted(bgr, -2, 2), quality));
  return photos;
}

// By concern: the variation, negative when the score was too small to have one.
using Variation = std::array<double, concern_count>;

Variation variation_of(const skin::Engine& engine, const Case& one) {
  std::array<std::vector<double>, concern_count> series;
  for (const skin::Photo& photo : variants(one)) {
    const ConcernScores scores = read_concerns(engine.measure_anyway(photo));
    for (std::size_t concern = 0; concern < concern_count; ++concern) series[concern].push_back(scores.score[concern]);
  }
  Variation variation{};
  for (std::size_t concern = 0; concern < concern_count; ++concern) {
    const double middle = mean(series[concern]);
    variation[concern] = middle < mild ? -1 : standard_deviation(series[concern]) / middle;
  }
  return variation;
}

Case case_of(std::size_t index) {
  Case one = random_case(first_case + index);
  for (const Concern cause : all_concerns()) {
    if (cause != Concern::comedones)
      apply_cause(one.person, cause, 0.35 + 0.3 * double((index + std::size_t(cause)) % 3) / 2);
  }
  return one;
}

double mean_variation(const std::vector<Variation>& all, std::size_t concern, const std::vector<std::size_t>& of) {
  std::vector<double> values;
  for (const std::size_t index : of) {
    if (all[index][concern] >= 0) values.push_back(all[index][concern]);
  }
  return mean(values);
}

double same_answers(const EngineCrew& crew, int photos) {
  std::vector<std::string> alone(std::size_t(photos), "");
  std::vector<std::string> together(std::size_t(photos), "");
  cv::setNumThreads(1);
  for (std::size_t i = 0; i < alone.size(); ++i) {
    alone[i] = read_whole_answer(crew.first().measure_anyway(take_photo(case_of(i).person).photo));
  }
  cv::setNumThreads(2);
  crew.run(together.size(), [&](std::size_t index, const skin::Engine& engine) {
    together[index] = read_whole_answer(engine.measure_anyway(take_photo(case_of(index).person).photo));
  });
  cv::setNumThreads(1);
  double same = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) same += alone[i] == together[i] ? 1 : 0;
  return same / photos;
}

}  // namespace

Chapter run_repeatability(const EngineCrew& crew, int people) {
  std::vector<Variation> all(std::size_t(people), Variation{});
  crew.run(all.size(),
           [&](std::size_t index, const skin::Engine& engine) { all[index] = variation_of(engine, case_of(index)); });
  std::vector<double> hardness;
  std::vector<std::size_t> everyone;
  for (std::size_t i = 0; i < all.size(); ++i) {
    hardness.push_back(case_of(i).hardness);
    everyone.push_back(i);
  }
  const auto hardest = hardest_third(hardness);
  Chapter chapter;
  for (std::size_t concern = 0; concern < concern_count; ++concern) {
    const auto with_score = std::count_if(all.begin(), all.end(), [&](const auto& v) { return v[concern] >= 0; });
    chapter.figures.push_back({"repeat." + std::string(to_string(Concern(concern))),
                               mean_variation(all, concern, everyone), mean_variation(all, concern, hardest), 0.03,
                               Better::lower, int(with_score)});
  }
  const int photos = std::min(people, 6);
  const double same = same_answers(crew, photos);
  chapter.figures.push_back({"determinism", same, same, 1, Better::higher, photos});
  return chapter;
}

}  // namespace lumen::eval
