// SPDX-License-Identifier: Apache-2.0
#include "tests/photos/canvas.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::test {
namespace {

constexpr double narrowest_px = 0.45;  // deviation of the thinnest line that pixels can carry
constexpr double smallest_px = 0.6;    // radius of the smallest dot

cv::Rect clipped(cv::Point2d centre, double reach_x, double reach_y, cv::Size size) {
  const cv::Point low(int(std::floor(centre.x - reach_x)), int(std::floor(centre.y - reach_y)));
  const cv::Point high(int(std::ceil(centre.x + reach_x)) + 1, int(std::ceil(centre.y + reach_y)) + 1);
  return cv::Rect(low, high) & cv::Rect({0, 0}, size);
}

// Calls `pixel(point, coverage)` for each pixel that the blob touches; coverage 0..1.
template <class Pixel>
void cover(const Canvas& canvas, const Blob& blob, cv::Size size, const Pixel& pixel) {
  const cv::Size2d wanted(blob.radius_mm.width * canvas.px_per_mm, blob.radius_mm.height * canvas.px_per_mm);
  const cv::Size2d radius(std::max(wanted.width, smallest_px), std::max(wanted.height, smallest_px));
  const double thinned = wanted.area() / radius.area();
  const double small = std::min(radius.width, radius.height);
  const double edge = std::max(blob.softness, 0.5 / small);  // share of the radius
  const double reach = (1 + edge) * (1 + 1.6 * blob.wobble) * std::max(radius.width, radius.height) + 1;
  const cv::Point2d centre = canvas.to_px(blob.at_mm);
  const double turn = blob.angle_degrees * CV_PI / 180;
  const double cosine = std::cos(turn);
  const double sine = std::sin(turn);
  const bool upright = blob.angle_degrees == 0;
  const double tall = (1 + edge) * (1 + 1.6 * blob.wobble);
  const cv::Rect around =
      clipped(centre, upright ? tall * radius.width + 1 : reach, upright ? tall * radius.height + 1 : reach, size);
  for (int y = around.y; y < around.br().y; ++y) {
    for (int x = around.x; x < around.br().x; ++x) {
      const double dx = x - centre.x;
      const double dy = y - centre.y;
      const double u = (dx * cosine + dy * sine) / radius.width;
      const double v = (dy * cosine - dx * sine) / radius.height;
      double distance = std::sqrt(u * u + v * v);
      if (blob.wobble > 0) {
        const double around_it = std::atan2(v, u);
        distance /=
            1 + blob.wobble * (std::sin(2 * around_it + blob.phase) + 0.6 * std::sin(3 * around_it - blob.phase));
      }
      const double depth = std::clamp((1 + edge - distance) / (2 * edge), 0.0, 1.0);
      if (depth > 0) pixel(cv::Point(x, y), float(thinned * depth * depth * (3 - 2 * depth)));
    }
  }
}

double length_of(const std::vector<cv::Point2d>& points) {
  double length = 0;
  for (std::size_t i = 1; i < points.size(); ++i) length += cv::norm(points[i] - points[i - 1]);
  return length;
}

// The stroke's depth (0..1) over the rectangle that it touches.
struct Stroked {
  cv::Rect where;
  cv::Mat depth;  // CV_32F
};

class StrokeDrawer {
 public:
  StrokeDrawer(const Canvas& canvas, const Stroke& stroke, cv::Size size)
      : wanted_(stroke.width_mm * canvas.px_per_mm / 2.355), sigma_(std::max(wanted_, narrowest_px)) {
    for (const cv::Point2d& point : stroke.points_mm) points_.push_back(canvas.to_px(point));
    taper_ = std::max(1e-6, stroke.taper * length_of(points_));
    const double margin = 3 * sigma_ + 1;
    cv::Point2d low = points_.front();
    cv::Point2d high = low;
    for (const cv::Point2d& p : points_) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const cv::Point2d middle = (low + high) * 0.5;
    result_.where = clipped(middle, (high.x - low.x) / 2 + margin, (high.y - low.y) / 2 + margin, size);
    result_.depth = cv::Mat::zeros(result_.where.size(), CV_32F);
  }

  Stroked draw() {
    const double whole = length_of(points_);
    double done = 0;
    for (std::size_t i = 1; i < points_.size(); ++i) {
      const double length = cv::norm(points_[i] - points_[i - 1]);
      const int steps = std::max(1, int(length / 0.5));
      for (int step = 0; step < steps; ++step) {
        const double share = double(step) / steps;
        const double at = done + share * length;
        const double end = std::min(at, whole - at) / taper_;
        stamp(points_[i - 1] + (points_[i] - points_[i - 1]) * share, float(std::min(1.0, end) * wanted_ / sigma_));
      }
      done += length;
    }
    return std::move(result_);
  }

 private:
  void stamp(cv::Point2d at, float depth) {
    const cv::Point2d local = at - cv::Point2d(result_.where.tl());
    const cv::Rect around = clipped(local, 2.6 * sigma_, 2.6 * sigma_, result_.where.size());
    const double falloff = -0.5 / (sigma_ * sigma_);
    for (int y = around.y; y < around.br().y; ++y) {
      auto* row = result_.depth.ptr<float>(y);
      for (int x = around.x; x < around.br().x; ++x) {
        const double squared = (x - local.x) * (x - local.x) + (y - local.y) * (y - local.y);
        row[x] = std::max(row[x], depth * float(std::exp(squared * falloff)));
      }
    }
  }

  double wanted_;
  double sigma_;
  double taper_ = 1;
  std::vector<cv::Point2d> points_;
  Stroked result_;
};

Stroked draw(const Canvas& canvas, const Stroke& stroke, cv::Size size) {
  return StrokeDrawer(canvas, stroke, size).draw();
}

}  // namespace

Canvas::Canvas(cv::Size size_px, double px_in_mm, cv::Point2d origin_px, const cv::Vec3f& background)
    : px_per_mm(px_in_mm),
      origin(origin_px),
      lab(size_px, CV_32FC3, cv::Scalar(background[0], background[1], background[2])),
      light(size_px, CV_32F, cv::Scalar(1)),
      specular(size_px, CV_32F, cv::Scalar(0)) {}

void Canvas::paint(const Blob& blob, const cv::Vec3f& colour) {
  cover(*this, blob, lab.size(), [&](cv::Point at, float share) {
    auto& pixel = lab.at<cv::Vec3f>(at);
    pixel += (colour - pixel) * share;
  });
}

void Canvas::add(const Blob& blob, const cv::Vec3f& change) {
  cover(*this, blob, lab.size(), [&](cv::Point at, float share) { lab.at<cv::Vec3f>(at) += change * share; });
}

void Canvas::lighten(const Blob& blob, double amount) {
  cover(*this, blob, lab.size(), [&](cv::Point at, float share) { light.at<float>(at) += float(amount) * share; });
}

void Canvas::mirror(const Blob& blob, double amount) {
  cover(*this, blob, lab.size(), [&](cv::Point at, float share) { specular.at<float>(at) += float(amount) * share; });
}

void Canvas::add(const Stroke& stroke, const cv::Vec3f& change) {
  const Stroked drawn = draw(*this, stroke, lab.size());
  for (int y = 0; y < drawn.depth.rows; ++y) {
    auto* pixel = lab.ptr<cv::Vec3f>(y + drawn.where.y) + drawn.where.x;
    const auto* depth = drawn.depth.ptr<float>(y);
    for (int x = 0; x < drawn.depth.cols; ++x) pixel[x] += change * depth[x];
  }
}

void Canvas::paint(const Stroke& stroke, const cv::Vec3f& colour) {
  const Stroked drawn = draw(*this, stroke, lab.size());
  for (int y = 0; y < drawn.depth.rows; ++y) {
    auto* pixel = lab.ptr<cv::Vec3f>(y + drawn.where.y) + drawn.where.x;
    const auto* depth = drawn.depth.ptr<float>(y);
    for (int x = 0; x < drawn.depth.cols; ++x) pixel[x] += (colour - pixel[x]) * depth[x];
  }
}

void Canvas::set(cv::Mat& mask, const Blob& blob, int value) const {
  cover(*this, blob, mask.size(), [&](cv::Point at, float share) {
    if (share >= 0.5F) mask.at<std::uint8_t>(at) = std::uint8_t(value);
  });
}

void Canvas::set(cv::Mat& mask, const Stroke& stroke, int value) const {
  const Stroked drawn = draw(*this, stroke, mask.size());
  if (drawn.where.empty()) return;
  double deepest = 0;
  cv::minMaxLoc(drawn.depth, nullptr, &deepest);
  mask(drawn.where).setTo(value, drawn.depth >= 0.5 * deepest);
}

void Canvas::add_field(const cv::Mat& field, const cv::Vec3f& change, const cv::Mat& where) {
  for (int y = 0; y < lab.rows; ++y) {
    auto* pixel = lab.ptr<cv::Vec3f>(y);
    const auto* amount = field.ptr<float>(y);
    const auto* use = where.ptr<std::uint8_t>(y);
    for (int x = 0; x < lab.cols; ++x) {
      if (use[x] != 0) pixel[x] += change * amount[x];
    }
  }
}

cv::Mat random_field(const Canvas& canvas, double blotch_mm, cv::RNG& rng) {
  const double cell_px = std::max(1.0, blotch_mm * canvas.px_per_mm / 2);
  const cv::Size size = canvas.lab.size();
  cv::Mat field(int(size.height / cell_px) + 4, int(size.width / cell_px) + 4, CV_32F);
  rng.fill(field, cv::RNG::NORMAL, 0, 1);
  cv::GaussianBlur(field, field, cv::Size(), 0.7);
  const cv::Size scaled(int(field.cols * cell_px), int(field.rows * cell_px));
  if (cell_px > 1) cv::resize(field, field, scaled, 0, 0, cv::INTER_CUBIC);
  field = field(cv::Rect({0, 0}, size)).clone();
  cv::Scalar middle;
  cv::Scalar deviation;
  cv::meanStdDev(field, middle, deviation);
  return (field - middle[0]) / std::max(1e-6, deviation[0]);
}

}  // namespace lumen::test
