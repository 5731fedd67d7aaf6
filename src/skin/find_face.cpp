// SPDX-License-Identifier: Apache-2.0
#include "skin/find_face.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <opencv2/imgproc.hpp>

namespace lumen::skin {
namespace {

// Side of the square that has the area of the searched copy.
constexpr int coarse_side_px = 112;
constexpr int quick_side_px = 224;
constexpr int thorough_side_px = 448;
constexpr int face_min_px = 28;           // in the searched copy
constexpr int near_face_min_px = 56;      // half of the copy; small windows are what a search spends its time on
constexpr int coarse_face_min_px = 36;    // a third of the copy; a smaller face is for the next search
constexpr double border_fraction = 0.10;  // padding, so that a face cut by the picture's border is found
constexpr double pyramid_step = 1.15;
constexpr int neighbours_min = 3;
constexpr std::size_t candidates_max = 3;
constexpr double company_width_min = 0.6;  // of the chosen face's width: a smaller face beside it is in the background
constexpr int eye_search_face_px = 128;    // eyes are looked for at this face width

}  // namespace

struct FaceFinder::SmallCopy {
  cv::Mat gray;
  double scale = 1;  // copy px per photo px
  cv::Point border;  // padding on the left and top, copy px

  cv::Rect2d to_photo(const cv::Rect& box) const {
    const cv::Point2d corner = to_photo(cv::Point2d(box.x, box.y));
    return {corner.x, corner.y, box.width / scale, box.height / scale};
  }
  cv::Point2d to_photo(cv::Point2d point) const { return (point - cv::Point2d(border)) * (1.0 / scale); }
};

FaceFinder::SmallCopy FaceFinder::small_copy(const cv::Mat& bgr, int side_px) {
  SmallCopy copy;
  copy.scale = std::min(1.0, side_px / std::sqrt(double(bgr.total())));
  const cv::Size size(std::max(1, int(std::lround(bgr.cols * copy.scale))),
                      std::max(1, int(std::lround(bgr.rows * copy.scale))));
  cv::Mat small;
  cv::resize(bgr, small, size, 0, 0, cv::INTER_LINEAR);
  cv::cvtColor(small, copy.gray, cv::COLOR_BGR2GRAY);
  copy.border = {int(small.cols * border_fraction), int(small.rows * border_fraction)};
  cv::copyMakeBorder(copy.gray, copy.gray, copy.border.y, copy.border.y, copy.border.x, copy.border.x,
                     cv::BORDER_REPLICATE);
  cv::equalizeHist(copy.gray, copy.gray);
  return copy;
}

namespace {

// Larger is better; a face at the corner counts 0.6 of the same face in the middle.
double rank(const cv::Rect& box, const cv::Size& size) {
  const double dx = (box.x + box.width / 2.0) / size.width - 0.5;
  const double dy = (box.y + box.height / 2.0) / size.height - 0.5;
  return box.area() * (1.0 - 0.57 * std::hypot(dx, dy));
}

bool plausible(const Eyes& eyes, double face_width) {
  const cv::Point2d between = eyes.right - eyes.left;
  const double distance = std::hypot(between.x, between.y);
  return distance > 0.28 * face_width && distance < 0.56 * face_width && std::abs(between.y) < 0.30 * distance;
}

int side_of(Search search) {
  switch (search) {
    case Search::near:
    case Search::coarse: return coarse_side_px;
    case Search::quick: return quick_side_px;
    case Search::thorough: break;
  }
  return thorough_side_px;
}

int face_min_of(Search search) {
  switch (search) {
    case Search::near: return near_face_min_px;
    case Search::coarse: return coarse_face_min_px;
    case Search::quick:
    case Search::thorough: break;
  }
  return face_min_px;
}

cv::Point2d centre_of(const cv::Rect& box) { return {box.x + box.width / 2.0, box.y + box.height / 2.0}; }

constexpr double eye_distance_in_boxes = 1.75;  // an eye box is about 0.57 of the eye distance

// How well two eye boxes make a pair: 0 is perfect, over 1 is no pair.
double pair_error(const cv::Rect& left, const cv::Rect& right) {
  const cv::Point2d between = centre_of(right) - centre_of(left);
  const double size = (left.width + right.width) / 2.0;
  if (between.x <= 0) return 2;
  const double unequal = std::abs(left.width - right.width) / size / 0.35;
  const double tilted = std::abs(between.y) / between.x / 0.25;
  const double spacing = std::abs(between.x / size - eye_distance_in_boxes) / 0.55;
  return std::max({unequal, tilted, spacing});
}

std::optional<Eyes> best_pair(const std::vector<cv::Rect>& boxes) {
  std::optional<Eyes> best;
  double best_error = 1;
  for (const cv::Rect& left : boxes) {
    for (const cv::Rect& right : boxes) {
      const double error = pair_error(left, right);
      if (error >= best_error) continue;
      best_error = error;
      best = Eyes{centre_of(left), centre_of(right)};
    }
  }
  return best;
}

// An eye that fills much of the picture and is sure: the only one in it, or the other one was missed.
struct LoneEye {
  cv::Point2d centre;
  double distance_px;  // to the other one
};

std::optional<LoneEye> lone_eye(const std::vector<cv::Rect>& boxes, const std::vector<int>& votes, cv::Size shown) {
  constexpr int votes_min = 10;
  constexpr double width_min = 0.28;  // of the short side
  std::optional<LoneEye> best;
  int most = votes_min - 1;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (votes[i] <= most || boxes[i].width < width_min * std::min(shown.width, shown.height)) continue;
    most = votes[i];
    best = LoneEye{centre_of(boxes[i]), eye_distance_in_boxes * boxes[i].width};
  }
  return best;
}

// The other eye is put where the picture has room for more of the face.
Eyes with_other(const LoneEye& eye, double middle_x) {
  const cv::Point2d aside(eye.distance_px, 0);
  if (eye.centre.x < middle_x) return {eye.centre, eye.centre + aside};
  return {eye.centre - aside, eye.centre};
}

Face face_from_eyes(const Eyes& eyes) {
  const cv::Point2d between = eyes.right - eyes.left;
  const cv::Point2d middle = (eyes.left + eyes.right) * 0.5;
  const double side = std::hypot(between.x, between.y) / eye_distance_in_box;
  return {cv::Rect2d(middle.x - side / 2, middle.y - side * eye_row_in_box, side, side), eyes};
}

}  // namespace

Result<std::unique_ptr<FaceFinder>> FaceFinder::load(const std::string& cascade_folder) {
  std::unique_ptr<FaceFinder> finder(new FaceFinder());
  const auto load_one = [&](cv::CascadeClassifier& cascade, const char* name) {
    const std::filesystem::path path = std::filesystem::path(cascade_folder) / name;
    std::error_code unreadable;
    if (!std::filesystem::is_regular_file(path, unreadable)) return false;
    try {
      return cascade.load(path.string());
    } catch (const cv::Exception&) {
      return false;
    }
  };
  const bool loaded = load_one(finder->frontal_, "haarcascade_frontalface_alt2.xml") &&
                      load_one(finder->frontal_second_, "haarcascade_frontalface_default.xml") &&
                      load_one(finder->eye_, "haarcascade_eye.xml");
  if (!loaded) {
    return fail(invalid("cascades_missing", "The face cascades are missing. Install the Debian package opencv-data.",
                        cascade_folder));
  }
  return finder;
}

std::vector<cv::Rect> FaceFinder::detect_faces(const cv::Mat& gray, Search search) const {
  std::vector<cv::Rect> found;
  const int side = face_min_of(search);
  const cv::Size smallest(side, side);
  frontal_.detectMultiScale(gray, found, pyramid_step, neighbours_min, 0, smallest);
  if (found.empty() && search == Search::quick) {
    frontal_second_.detectMultiScale(gray, found, pyramid_step, neighbours_min + 2, 0, smallest);
  }
  return found;
}

std::optional<cv::Point2d> FaceFinder::find_eye(const cv::Mat& face, const cv::Rect& where,
                                                cv::Point2d expected) const {
  std::vector<cv::Rect> found;
  const int smallest = face.cols * 18 / 100;  // an eye box is 0.17 to 0.28 of a face
  const int largest = face.cols * 2 / 5;
  eye_.detectMultiScale(face(where), found, 1.1, neighbours_min, 0, cv::Size(smallest, smallest),
                        cv::Size(largest, largest));
  std::optional<cv::Point2d> best;
  double best_distance = 0.17 * face.cols;
  for (const cv::Rect& box : found) {
    const cv::Point2d centre = centre_of(box) + cv::Point2d(where.x, where.y);
    const double distance = std::hypot(centre.x - expected.x, centre.y - expected.y);
    if (distance >= best_distance) continue;
    best = centre;
    best_distance = distance;
  }
  return best;
}

std::optional<Eyes> FaceFinder::find_eyes(const cv::Mat& bgr, const cv::Rect2d& face) const {
  const int side = eye_search_face_px;
  const double scale = face.width / side;
  const cv::Matx23d to_face(scale, 0, face.x, 0, scale, face.y);
  cv::Mat picture;
  cv::warpAffine(bgr, picture, to_face, cv::Size(side, side), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  cv::cvtColor(picture, picture, cv::COLOR_BGR2GRAY);
  cv::equalizeHist(picture, picture);
  const cv::Rect left_half(0, side * 12 / 100, side * 58 / 100, side * 50 / 100);
  const cv::Rect right_half(side - left_half.width, left_half.y, left_half.width, left_half.height);
  const auto left = find_eye(picture, left_half, {0.30 * side, eye_row_in_box * side});
  const auto right = find_eye(picture, right_half, {0.70 * side, eye_row_in_box * side});
  if (!left || !right) return std::nullopt;
  const cv::Point2d corner(face.x, face.y);
  const Eyes eyes{*left * scale + corner, *right * scale + corner};
  if (!plausible(eyes, face.width)) return std::nullopt;
  return eyes;
}

bool FaceFinder::has_company(const cv::Mat& bgr, const SmallCopy& copy, const cv::Rect& chosen,
                             const std::vector<cv::Rect>& found) const {
  return std::any_of(found.begin(), found.end(), [&](const cv::Rect& other) {
    const bool alike = other.width >= company_width_min * chosen.width && (other & chosen).empty();
    return alike && (find_eyes(bgr, copy.to_photo(other)) || second_cascade_agrees(copy.gray, other));
  });
}

bool FaceFinder::second_cascade_agrees(const cv::Mat& gray, const cv::Rect& face) const {
  const int more = face.width / 4;
  const cv::Rect around = cv::Rect(face.x - more, face.y - more, face.width + 2 * more, face.height + 2 * more) &
                          cv::Rect(cv::Point(), gray.size());
  std::vector<cv::Rect> again;
  const int smallest = face.width * 3 / 4;
  frontal_second_.detectMultiScale(gray(around), again, pyramid_step, neighbours_min, 0, cv::Size(smallest, smallest));
  return !again.empty();
}

std::optional<Face> FaceFinder::find(const cv::Mat& bgr, Search search) const {
  const std::lock_guard lock(mutex_);
  const SmallCopy copy = small_copy(bgr, side_of(search));
  std::vector<cv::Rect> found = detect_faces(copy.gray, search);
  const cv::Size size = copy.gray.size();
  std::sort(found.begin(), found.end(),
            [&](const cv::Rect& a, const cv::Rect& b) { return rank(a, size) > rank(b, size); });
  if (found.size() > candidates_max) found.resize(candidates_max);
  std::optional<Face> first;
  for (const cv::Rect& box : found) {
    Face face;
    face.box = copy.to_photo(box);
    face.eyes = find_eyes(bgr, face.box);
    if (face.eyes) {
      face.alone = !has_company(bgr, copy, box, found);
      return face;
    }
    if (!first) first = face;
  }
  if (first) first->alone = !has_company(bgr, copy, found.front(), found);
  return first;
}

std::optional<Face> FaceFinder::find_by_eyes(const cv::Mat& bgr) const {
  const std::lock_guard lock(mutex_);
  const SmallCopy copy = small_copy(bgr, quick_side_px);
  const int smallest = quick_side_px / 10;
  std::vector<cv::Rect> boxes;
  std::vector<int> votes;
  eye_.detectMultiScale(copy.gray, boxes, votes, pyramid_step, neighbours_min + 2, 0, cv::Size(smallest, smallest));
  std::optional<Eyes> eyes = best_pair(boxes);
  if (!eyes) {
    const cv::Size shown(copy.gray.cols - 2 * copy.border.x, copy.gray.rows - 2 * copy.border.y);
    if (const auto eye = lone_eye(boxes, votes, shown)) eyes = with_other(*eye, copy.gray.cols / 2.0);
  }
  if (!eyes) return std::nullopt;
  return face_from_eyes({copy.to_photo(eyes->left), copy.to_photo(eyes->right)});
}

}  // namespace lumen::skin
