// SPDX-License-Identifier: Apache-2.0
#include "skin/draw_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "skin/draw_overlay.h"

namespace lumen::skin {
namespace {

constexpr int panel_width_px = 624;
constexpr int panel_height_max_px = 832;
constexpr int gap_px = 16;
constexpr int row_px = 30;
constexpr int bar_px = 150;
constexpr int bar_left_px = 210;  // in a column
constexpr int text_left_px = bar_left_px + bar_px + 14;
const cv::Scalar paper(255, 255, 255);
const cv::Scalar ink(40, 40, 40);
const cv::Scalar faint(150, 150, 150);

// The face with some room around it; of a close-up, the photo.
cv::Rect worth_seeing(const Photo& photo, const Analysis& analysis) {
  const cv::Rect whole(0, 0, photo.bgr.cols, photo.bgr.rows);
  if (!analysis.face) return whole;
  const cv::Rect2d box = analysis.face->box;
  const cv::Rect2d wide(box.x - 0.35 * box.width, box.y - 0.5 * box.height, 1.7 * box.width, 2.0 * box.height);
  const cv::Rect seen = cv::Rect(wide) & whole;
  return seen.empty() ? whole : seen;
}

// Where things lie in a panel that shows `area` of the photo.
Analysis moved_to(Analysis analysis, cv::Rect area, double panel_px_per_photo_px) {
  Frame& frame = analysis.frame;
  frame.corner = (frame.corner - cv::Point2d(area.tl())) * panel_px_per_photo_px;
  frame.along *= panel_px_per_photo_px;
  frame.photo_px_per_frame_px *= panel_px_per_photo_px;
  return analysis;
}

cv::Mat fitted(const cv::Mat& picture) {
  const double scale = std::min(double(panel_width_px) / picture.cols, double(panel_height_max_px) / picture.rows);
  const cv::Size size(std::max(1, int(std::lround(picture.cols * scale))),
                      std::max(1, int(std::lround(picture.rows * scale))));
  cv::Mat panel;
  cv::resize(picture, panel, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return panel;
}

void write(cv::Mat& page, const std::string& text, cv::Point at, const cv::Scalar& colour) {
  cv::putText(page, text, at, cv::FONT_HERSHEY_SIMPLEX, 0.5, colour, 1, cv::LINE_AA);
}

void draw_row(cv::Mat& page, cv::Point corner, const ConcernResult& result) {
  const int baseline = corner.y + row_px - 10;
  const std::string name(display_name(result.concern));
  write(page, name, {corner.x, baseline}, result.measured ? ink : faint);
  if (!result.measured) return write(page, "not judged", {corner.x + text_left_px, baseline}, faint);
  const cv::Rect bar(corner.x + bar_left_px, corner.y + 6, bar_px, row_px - 14);
  const int filled = int(std::lround(bar_px * std::clamp(result.score, 0.0, 100.0) / 100));
  cv::rectangle(page, {bar.x, bar.y, filled, bar.height}, colour_of_score(result.score), cv::FILLED);
  cv::rectangle(page, bar, ink, 1);
  write(page, fmt::format("{:.0f}  {}", result.score, to_string(result.severity)), {corner.x + text_left_px, baseline},
        ink);
}

}  // namespace

cv::Mat draw_report(const Photo& photo, const Analysis& analysis) {
  const auto& concerns = analysis.prediction.report.concerns;
  const cv::Rect area = worth_seeing(photo, analysis);
  Photo panel = photo;
  panel.bgr = fitted(photo.bgr(area));
  const cv::Mat& left = panel.bgr;
  const cv::Mat right = draw_overlay(panel, moved_to(analysis, area, double(left.cols) / area.width));
  const int rows = int(concerns.size() + 1) / 2;
  const int table_top = left.rows + 2 * gap_px;
  cv::Mat page(table_top + (rows + 1) * row_px + gap_px, 2 * panel_width_px + 3 * gap_px, CV_8UC3, paper);
  const int inset = (panel_width_px - left.cols) / 2;
  left.copyTo(page(cv::Rect(gap_px + inset, gap_px, left.cols, left.rows)));
  right.copyTo(page(cv::Rect(2 * gap_px + panel_width_px + inset, gap_px, right.cols, right.rows)));
  for (int i = 0; i < int(concerns.size()); ++i) {
    const int column = i / rows;
    draw_row(page, {gap_px + column * (panel_width_px + gap_px), table_top + (i % rows) * row_px},
             concerns[std::size_t(i)]);
  }
  write(page, "Scores run from 0 (none) to 100. A measurement of this photo, not a diagnosis.",
        {gap_px, table_top + rows * row_px + row_px - 8}, ink);
  return page;
}

cv::Mat draw_view(const Photo& photo, const Analysis& analysis, const OverlayView& view) {
  if (const auto* concern = std::get_if<Concern>(&view)) return draw_concern(photo, analysis, *concern);
  if (std::holds_alternative<SideBySide>(view)) return draw_report(photo, analysis);
  return draw_overlay(photo, analysis);
}

}  // namespace lumen::skin
