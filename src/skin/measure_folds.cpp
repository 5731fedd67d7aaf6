// SPDX-License-Identifier: Apache-2.0
#include "skin/measure_folds.h"

#include <algorithm>

namespace lumen::skin {
namespace {

constexpr int row_px_min = 6;  // skin pixels that a row must have to be looked at
constexpr int rows_min = 8;

}  // namespace

double fold_depth_percent(const SkinView& view, const cv::Rect& box, const cv::Mat& mask) {
  const cv::Mat around = view.lightness(shading_sigma_px)(box);
  const cv::Mat groove = view.lightness(spot_sigma_px)(box);
  double sum = 0;
  int rows = 0;
  for (int y = 0; y < mask.rows; ++y) {
    const auto* in = mask.ptr<std::uint8_t>(y);
    const auto* wide = around.ptr<float>(y);
    const auto* narrow = groove.ptr<float>(y);
    int seen = 0;
    double deepest = 0;
    for (int x = 0; x < mask.cols; ++x) {
      if (in[x] == 0) continue;
      ++seen;
      deepest = std::max(deepest, 100.0 * (wide[x] - narrow[x]) / std::max(5.0F, wide[x]));
    }
    if (seen < row_px_min) continue;
    sum += deepest;
    ++rows;
  }
  return rows < rows_min ? 0 : sum / rows;
}

}  // namespace lumen::skin
