// SPDX-License-Identifier: Apache-2.0
#include "skin/draw_overlay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "skin/concern_table.h"
#include "skin/regions.h"

namespace lumen::skin {
namespace {

using Outline = std::vector<cv::Point>;

// The palette of Okabe and Ito, BGR.
const cv::Scalar orange(0, 159, 230);
const cv::Scalar sky_blue(233, 180, 86);
const cv::Scalar yellow(66, 228, 240);
const cv::Scalar blue(178, 114, 0);
const cv::Scalar vermillion(0, 94, 213);
const cv::Scalar purple(167, 121, 204);
const cv::Scalar white(255, 255, 255);
const cv::Scalar rim(20, 20, 20);

struct LegendRow {
  cv::Scalar colour;
  std::string text;
};

// Coordinates with four binary digits behind the point, so that small photos are drawn smoothly.
constexpr int shift = 4;

class Overlay {
 public:
  Overlay(const Photo& photo, const Analysis& analysis)
      : picture_(photo.bgr.clone()),
        analysis_(analysis),
        stroke_px_(std::max(1, int(std::lround(std::min(picture_.cols, picture_.rows) / 600.0)))) {}

  void regions() {
    for (int i = 0; i < region_count; ++i) {
      const Region region = Region(i);
      const bool under_eye = region == Region::left_under_eye || region == Region::right_under_eye;
      if (i <= int(Region::right_crows_foot)) stroke({region_outline(region)}, under_eye ? orange : white);
    }
    legend_.push_back({white, "measured places"});
    legend_.push_back({orange, "under the eyes"});
  }

  // One region by the band of its score.
  void region(const ConcernInRegion& where) {
    for (int i = 0; i < region_count; ++i) {
      if (to_string(Region(i)) == where.region) stroke({region_outline(Region(i))}, colour_of_score(where.score));
    }
    if (where.region != "under_eyes") return;
    for (const Region eye : {Region::left_under_eye, Region::right_under_eye}) {
      stroke({region_outline(eye)}, colour_of_score(where.score));
    }
  }

  void say(const cv::Scalar& colour, const std::string& text) { legend_.push_back({colour, text}); }

  void patches(const cv::Mat& mask, const cv::Scalar& colour, const std::string& text) {
    std::vector<Outline> outlines;
    cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    std::erase_if(outlines, [](const Outline& outline) { return cv::contourArea(outline) < 6; });
    stroke(outlines, colour);
    legend_.push_back({colour, text});
  }

  void spots(const Spots& found, const cv::Scalar& colour, const std::string& text) {
    for (const Spot& spot : found.spots) {
      const double radius = std::sqrt(spot.area_px / CV_PI) + 2.5;
      circle(spot.centre, radius, rim, stroke_px_ + rim_px_);
      circle(spot.centre, radius, colour, stroke_px_);
    }
    legend_.push_back({colour, text});
  }

  cv::Mat finish() {
    draw_legend();
    return picture_;
  }

 private:
  cv::Point to_fixed(cv::Point2d frame_point) const {
    const cv::Point2d at = analysis_.frame.to_photo(frame_point + cv::Point2d(0.5, 0.5)) * double(1 << shift);
    return {int(std::lround(at.x)), int(std::lround(at.y))};
  }

  void circle(cv::Point2d centre, double radius_frame_px, const cv::Scalar& colour, int thickness) {
    const double radius = radius_frame_px * analysis_.frame.photo_px_per_frame_px * (1 << shift);
    cv::circle(picture_, to_fixed(centre), std::max(1, int(std::lround(radius))), colour, thickness, cv::LINE_AA,
               shift);
  }

  void stroke(const std::vector<Outline>& outlines, const cv::Scalar& colour) {
    std::vector<Outline> mapped;
    for (const Outline& outline : outlines) {
      Outline points;
      for (const cv::Point at : outline) points.push_back(to_fixed(at));
      mapped.push_back(std::move(points));
    }
    cv::polylines(picture_, mapped, true, rim, stroke_px_ + rim_px_, cv::LINE_AA, shift);
    cv::polylines(picture_, mapped, true, colour, stroke_px_, cv::LINE_AA, shift);
  }

  void draw_legend() {
    const double scale = std::clamp(std::min(picture_.cols, picture_.rows) / 1100.0, 0.28, 1.2);
    const int row_px = int(std::lround(30 * scale)) + 2;
    int text_px = 0;
    for (const LegendRow& row : legend_) {
      int baseline = 0;
      const auto size = cv::getTextSize(row.text, cv::FONT_HERSHEY_SIMPLEX, scale, 1, &baseline);
      text_px = std::max(text_px, size.width);
    }
    const int height = row_px * int(legend_.size()) + row_px / 2;
    const cv::Rect box =
        cv::Rect(0, picture_.rows - height, text_px + 2 * row_px, height) & cv::Rect(cv::Point(), picture_.size());
    if (box.empty()) return;
    cv::Mat under = picture_(box);
    under.convertTo(under, -1, 0.22);
    int y = box.y + row_px;
    for (const LegendRow& row : legend_) {
      const cv::Rect swatch(row_px / 3, y - row_px / 2, row_px / 2, row_px / 2);
      cv::rectangle(picture_, swatch, row.colour, cv::FILLED);
      cv::putText(picture_, row.text, cv::Point(row_px * 5 / 4, y), cv::FONT_HERSHEY_SIMPLEX, scale, white, 1,
                  cv::LINE_AA);
      y += row_px;
    }
  }

  cv::Mat picture_;
  const Analysis& analysis_;
  int stroke_px_;
  int rim_px_ = stroke_px_ > 1 ? 2 : 1;
  std::vector<LegendRow> legend_;
};

std::string counted(std::string_view what, const Spots& found) {
  return fmt::format("{}: {}", what, found.spots.size());
}

std::string share(std::string_view what, double fraction) { return fmt::format("{}: {:.1f} %", what, 100 * fraction); }

void draw_found(Overlay& overlay, const ConcernRule& rule, const Measures& measures) {
  if (rule.patches != nullptr) overlay.patches(*rule.patches(measures), sky_blue, "found here");
  if (rule.spots == nullptr) return;
  Spots all;
  for (const Spots* list : rule.spots(measures)) {
    all.spots.insert(all.spots.end(), list->spots.begin(), list->spots.end());
  }
  overlay.spots(all, sky_blue, counted("found", all));
}

}  // namespace

cv::Scalar colour_of_score(double score) {
  if (score < 15) return white;
  if (score < 40) return yellow;
  return score < 70 ? orange : vermillion;
}

cv::Mat draw_concern(const Photo& photo, const Analysis& analysis, Concern concern) {
  const auto place = static_cast<std::size_t>(concern);
  const ConcernResult& result = analysis.prediction.report.concerns.at(place);
  Overlay overlay(photo, analysis);
  const std::string name(display_name(concern));
  if (!result.measured) {
    overlay.say(white, name + ": not judged on this photo");
    return overlay.finish();
  }
  if (analysis.mode == Mode::face) {
    for (const ConcernInRegion& region : result.regions) overlay.region(region);
  }
  overlay.say(colour_of_score(result.score),
              fmt::format("{}: {:.0f} of 100, {}", name, result.score, to_string(result.severity)));
  if (analysis.mode == Mode::face) {
    overlay.say(white, "places: white none, yellow mild,");
    overlay.say(orange, "orange moderate, red severe");
  }
  draw_found(overlay, concern_rules()[place], analysis.measures);
  return overlay.finish();
}

cv::Mat draw_overlay(const Photo& photo, const Analysis& analysis) {
  const Measures& m = analysis.measures;
  Overlay overlay(photo, analysis);
  if (analysis.mode == Mode::face) overlay.regions();
  overlay.patches(m.shine.mask, yellow, share("shine", m.shine.area_fraction));
  overlay.patches(m.lines.mask, sky_blue, "lines");
  if (m.scope.colour == Colour::present) {
    overlay.patches(m.redness.map, purple, share("redness", m.redness.area_fraction));
    overlay.spots(m.spots.dark.found, blue, counted("dark spots", m.spots.dark.found));
    overlay.spots(m.spots.inflamed.found, vermillion, counted("red spots", m.spots.inflamed.found));
  }
  return overlay.finish();
}

}  // namespace lumen::skin
