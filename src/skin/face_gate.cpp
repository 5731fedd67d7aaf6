// SPDX-License-Identifier: Apache-2.0
#include "skin/face_gate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "skin/regions.h"
#include "skin/smooth.h"

namespace lumen::skin {
namespace {

PhotoRejection several_faces() {
  return {"several_faces", "There is more than one face in the photo.", "Take a photo of one face alone."};
}
PhotoRejection covered() {
  return {"covered", "Too little of the face's skin can be seen.",
          "Take off a mask, keep hands and hair away from the face, and take it again."};
}
PhotoRejection turned_away() {
  return {"turned_away", "The face is turned to the side.", "Look straight into the camera, and take it again."};
}
PhotoRejection uneven_light() {
  return {"uneven_light", "One side of the face is much darker than the other.",
          "Face a window or lamp, so that the light comes from the front, and take it again."};
}
PhotoRejection filtered() {
  return {"filtered", "The skin looks smoothed by a filter.",
          "Turn off beauty filters and portrait effects, and take it again."};
}
PhotoRejection screenshot() {
  return {"screenshot", "This looks like a screenshot or an edited picture: it has bars above and below.",
          "Send the photo itself, as the camera took it."};
}

double luminance_of(double lightness) {
  return lightness > 8 ? std::pow((lightness + 16) / 116, 3) : lightness / 903.3;
}

double balance(double one, double other) {
  const double more = std::max(one, other);
  return more <= 0 ? 1 : std::min(one, other) / more;
}

double light_balance(const SkinView& view) {
  std::array<double, 2> luminance{};
  constexpr std::array cheeks = {Region::left_cheek, Region::right_cheek};
  for (std::size_t i = 0; i < cheeks.size(); ++i) {
    const cv::Mat cheek = view.part(cheeks[i]);
    if (cv::countNonZero(cheek) == 0) return 1;  // a matter of side_balance
    luminance[i] = luminance_of(percentile(view.planes.lightness, cheek, 0.5, 0, 100));
  }
  return balance(luminance[0], luminance[1]);
}

// From below the eyes to the chin; the brow may be under hair on one side.
double side_balance(const SkinView& view) {
  const cv::Size size = view.mask.size();
  const int top = int(face_frame_eye_row_px - 0.25 * unit_px);
  const cv::Rect left(0, top, size.width / 2, size.height - top);
  const cv::Rect right(size.width - left.width, top, left.width, left.height);
  return balance(cv::countNonZero(view.mask(left)), cv::countNonZero(view.mask(right)));
}

double bare_share(const SkinView& view) {
  double share = 0;
  for (const Region region : {Region::left_cheek, Region::right_cheek, Region::chin}) {
    const cv::Mat whole = face_template().regions[std::size_t(region)] & view.frame.valid;
    share += cv::countNonZero(view.part(region)) / std::max(1.0, double(cv::countNonZero(whole)));
  }
  return share / 3;
}

double grain_of(const SkinView& view) {
  const cv::Mat where = view.parts({Region::left_cheek, Region::right_cheek, Region::forehead});
  if (view.reference.lightness < face_gate_limits.grain_lightness_min || cv::countNonZero(where) == 0) return 1;
  const cv::Mat fine = cv::abs(view.planes.lightness - smooth(view.planes.lightness, 1));
  return percentile(fine, where, 0.5, 0, 10);
}

// The colour that most of a band of rows has, exactly but for compression; nothing when it has none or it is no grey.
std::optional<cv::Vec3b> paper_of(const cv::Mat& band) {
  constexpr int alike = 4;
  constexpr double most = 0.6;
  cv::Vec3b colour;
  for (int c = 0; c < 3; ++c) {
    cv::Mat plane;
    cv::extractChannel(band, plane, c);
    plane = plane.clone().reshape(1, 1);
    const auto middle = plane.begin<std::uint8_t>() + std::ptrdiff_t(plane.total() / 2);
    std::nth_element(plane.begin<std::uint8_t>(), middle, plane.end<std::uint8_t>());
    colour[c] = *middle;
  }
  const auto [low, high] = std::minmax({colour[0], colour[1], colour[2]});
  if (high - low > 2 * alike) return std::nullopt;
  cv::Mat paper;
  cv::inRange(band, cv::Scalar(colour[0] - alike, colour[1] - alike, colour[2] - alike),
              cv::Scalar(colour[0] + alike, colour[1] + alike, colour[2] + alike), paper);
  if (cv::countNonZero(paper) < most * double(paper.total())) return std::nullopt;
  return colour;
}

}  // namespace

FaceCues read_cues(const SkinView& view) {
  return {light_balance(view), side_balance(view), bare_share(view), grain_of(view)};
}

std::optional<PhotoRejection> check_face(const SkinView& view, const Face& face) {
  if (!face.alone) return several_faces();
  if (!face.eyes) return std::nullopt;
  const FaceCues cues = read_cues(view);
  if (cues.bare < face_gate_limits.bare_min) return covered();
  if (cues.side_balance < face_gate_limits.side_balance_min) return turned_away();
  if (cues.light_balance < face_gate_limits.light_balance_min) return uneven_light();
  if (cues.grain < face_gate_limits.grain_min) return filtered();
  return std::nullopt;
}

std::optional<PhotoRejection> check_screenshot(const Photo& photo) {
  constexpr double band_height = 0.07;  // of the photo, at its upper and its lower edge
  const int rows = int(photo.bgr.rows * band_height);
  if (rows < 4) return std::nullopt;
  const auto above = paper_of(photo.bgr.rowRange(0, rows));
  if (!above) return std::nullopt;
  const auto below = paper_of(photo.bgr.rowRange(photo.bgr.rows - rows, photo.bgr.rows));
  if (!below) return std::nullopt;
  constexpr int alike = 6;
  for (int c = 0; c < 3; ++c) {
    if (std::abs(int((*above)[c]) - int((*below)[c])) > alike) return std::nullopt;
  }
  return screenshot();
}

}  // namespace lumen::skin
