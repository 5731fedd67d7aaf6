// SPDX-License-Identifier: Apache-2.0
#include "domain/progress.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lumen {
namespace {

constexpr std::size_t averaged_max = 3;

struct End {
  double score = 0;
  double confidence = 1;  // the least of its points
};

template <class Iterator>
End average(Iterator from, Iterator to) {
  End end;
  for (Iterator one = from; one != to; ++one) {
    end.score += one->score;
    end.confidence = std::min(end.confidence, one->confidence);
  }
  end.score /= static_cast<double>(to - from);
  return end;
}

}  // namespace

std::string_view to_string(Change change) {
  constexpr std::array<std::string_view, 5> names = {"one_photo", "same", "better", "worse", "unsure"};
  return names[static_cast<std::size_t>(change)];
}

ProgressVerdict judge_progress(const std::vector<ProgressPoint>& points) {
  ProgressVerdict verdict;
  if (points.empty()) return verdict;
  if (points.size() == 1) {
    verdict.from = points.front().score;
    verdict.to = verdict.from;
    return verdict;
  }
  const std::size_t averaged = std::min(averaged_max, points.size() / 2);
  const auto span = static_cast<std::ptrdiff_t>(averaged);
  const End first = average(points.begin(), points.begin() + span);
  const End last = average(points.end() - span, points.end());
  verdict.from = first.score;
  verdict.to = last.score;
  verdict.delta = last.score - first.score;
  const double deviation = std::max(deviation_points_min, deviation_share * std::max(first.score, last.score));
  verdict.band = 1.96 * std::sqrt(2.0) * deviation / std::sqrt(static_cast<double>(averaged));
  if (std::min(first.confidence, last.confidence) < confidence_min) {
    verdict.change = Change::unsure;
  } else if (std::abs(verdict.delta) <= verdict.band) {
    verdict.change = Change::same;
  } else {
    verdict.change = verdict.delta < 0 ? Change::better : Change::worse;
  }
  return verdict;
}

}  // namespace lumen
