// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/model_input.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lumen::vision_worker {
namespace {

using vision::ModelChannels;
using vision::ModelLayout;
using vision::ModelRegion;
using vision::ModelResize;
using vision::ModelSpec;

cv::Size size_of(const ModelSpec& spec) { return {spec.width_px, spec.height_px}; }

// Where channel c of the input comes from in BGR.
int source_of(const ModelSpec& spec, int channel) {
  return spec.channels == ModelChannels::rgb ? 2 - channel : channel;
}

// The average of each two rows: several times faster than cv::resize, which is fast at halving both sides only.
cv::Mat halved_rows(const cv::Mat& picture) {
  const int half = picture.rows / 2;
  const std::size_t two_rows = 2 * picture.step[0];
  const cv::Mat upper(half, picture.cols, picture.type(), picture.data, two_rows);
  const cv::Mat lower(half, picture.cols, picture.type(), picture.data + picture.step[0], two_rows);
  cv::Mat out;
  cv::addWeighted(upper, 0.5, lower, 0.5, 0, out);
  return out;
}

// Halving by averages is what OpenCV does fastest; a last odd row or column is left out.
cv::Mat halved_to_less_than_twice(cv::Mat picture, cv::Size size) {
  while (picture.cols >= 2 * size.width || picture.rows >= 2 * size.height) {
    if (picture.cols < 2 * size.width) {
      picture = halved_rows(picture);
      continue;
    }
    const int down = picture.rows >= 2 * size.height ? 2 : 1;
    const cv::Size half(picture.cols / 2, picture.rows / down);
    cv::Mat smaller;
    cv::resize(picture(cv::Rect(0, 0, half.width * 2, half.height * down)), smaller, half, 0, 0, cv::INTER_AREA);
    picture = smaller;
  }
  return picture;
}

cv::Mat resized(const cv::Mat& bgr, cv::Size size) {
  cv::Mat out;
  cv::resize(halved_to_less_than_twice(bgr, size), out, size, 0, 0, cv::INTER_LINEAR);
  return out;
}

cv::Rect largest_middle(cv::Size photo, cv::Size shape) {
  const double scale = std::min(double(photo.width) / shape.width, double(photo.height) / shape.height);
  const int width = std::clamp(int(std::lround(shape.width * scale)), 1, photo.width);
  const int height = std::clamp(int(std::lround(shape.height * scale)), 1, photo.height);
  return {(photo.width - width) / 2, (photo.height - height) / 2, width, height};
}

cv::Scalar mean_colour(const ModelSpec& spec) {
  cv::Scalar colour;
  for (int c = 0; c < 3; ++c) {
    colour[source_of(spec, c)] = std::round(spec.mean[static_cast<std::size_t>(c)] / spec.scale);
  }
  return colour;
}

cv::Mat letterboxed(const cv::Mat& bgr, const ModelSpec& spec) {
  const cv::Rect inside = [&] {
    const cv::Size frame = size_of(spec);
    const double scale = std::min(double(frame.width) / bgr.cols, double(frame.height) / bgr.rows);
    const int width = std::clamp(int(std::lround(bgr.cols * scale)), 1, frame.width);
    const int height = std::clamp(int(std::lround(bgr.rows * scale)), 1, frame.height);
    return cv::Rect((frame.width - width) / 2, (frame.height - height) / 2, width, height);
  }();
  cv::Mat out(size_of(spec), CV_8UC3, mean_colour(spec));
  resized(bgr, inside.size()).copyTo(out(inside));
  return out;
}

cv::Mat shaped(const cv::Mat& bgr, const ModelSpec& spec) {
  switch (spec.resize) {
    case ModelResize::stretch: return resized(bgr, size_of(spec));
    case ModelResize::centre_crop: return resized(bgr(largest_middle(bgr.size(), size_of(spec))), size_of(spec));
    case ModelResize::letterbox: return letterboxed(bgr, spec);
  }
  return {};
}

// What each of the 256 values of a channel becomes.
using ChannelTable = std::array<float, 256>;

std::array<ChannelTable, 3> tables_of(const ModelSpec& spec) {
  std::array<ChannelTable, 3> tables{};
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t value = 0; value < 256; ++value) {
      tables[c][value] =
          static_cast<float>((static_cast<double>(value) * spec.scale - spec.mean[c]) / spec.deviation[c]);
    }
  }
  return tables;
}

cv::Mat numbers_of(const cv::Mat& bgr, const ModelSpec& spec) {
  const bool planes = spec.layout == ModelLayout::nchw;
  const std::array<int, 4> dims =
      planes ? std::array<int, 4>{1, 3, bgr.rows, bgr.cols} : std::array<int, 4>{1, bgr.rows, bgr.cols, 3};
  cv::Mat input(4, dims.data(), CV_32F);
  const auto tables = tables_of(spec);
  const std::size_t pixels = bgr.total();
  const std::size_t channel_step = planes ? pixels : 1;
  const std::size_t pixel_step = planes ? 1 : 3;
  for (int c = 0; c < 3; ++c) {
    const auto channel = static_cast<std::size_t>(c);
    const ChannelTable& table = tables[channel];
    const std::uint8_t* from = bgr.ptr<std::uint8_t>() + source_of(spec, c);
    float* to = input.ptr<float>() + channel * channel_step;
    for (std::size_t i = 0; i < pixels; ++i) to[i * pixel_step] = table[from[i * 3]];
  }
  return input;
}

}  // namespace

cv::Rect region_of(cv::Size photo, const std::optional<cv::Rect2d>& face, const ModelSpec& spec) {
  const cv::Rect whole(cv::Point(), photo);
  if (spec.region == ModelRegion::whole || !face) return whole;
  const double x = face->width * spec.face_margin;
  const double y = face->height * spec.face_margin;
  const cv::Rect grown(cv::Point(cvFloor(face->x - x), cvFloor(face->y - y)),
                       cv::Point(cvCeil(face->x + face->width + x), cvCeil(face->y + face->height + y)));
  const cv::Rect inside = grown & whole;
  return inside.empty() ? whole : inside;
}

cv::Mat make_model_input(const cv::Mat& bgr, const std::optional<cv::Rect2d>& face, const ModelSpec& spec) {
  return numbers_of(shaped(bgr(region_of(bgr.size(), face, spec)), spec), spec);  // shaped pixels lie without gaps
}

}  // namespace lumen::vision_worker
