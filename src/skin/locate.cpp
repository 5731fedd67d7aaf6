// SPDX-License-Identifier: Apache-2.0
#include "skin/locate.h"

#include <algorithm>

namespace lumen::skin {
namespace {

constexpr double face_skin_share_min = 0.30;     // of the middle of a face
constexpr double pale_or_dark_share_min = 0.75;  // likewise, of a face with eyes
constexpr double surround_like_face_min = 0.80;  // a "face" with as much skin around it is a pattern on skin
constexpr double small_face_fraction = 0.62;     // of the short side

cv::Rect2d scaled_about_centre(const cv::Rect2d& box, double factor) {
  return {box.x + box.width * (1 - factor) / 2, box.y + box.height * (1 - factor) / 2, box.width * factor,
          box.height * factor};
}

bool has_skin(const Face& face, const SkinLike& skin) {
  const cv::Rect2d middle = scaled_about_centre(face.box, 0.6);
  if (skin_share(skin, middle) >= face_skin_share_min) return true;
  return face.eyes && pale_or_dark_share(skin, middle) >= pale_or_dark_share_min;
}

// A small box without eyes, surrounded by skin on all sides, is a mark, an ear or an eye within a close-up.
bool is_pattern_on_skin(const Face& face, const SkinLike& skin, const cv::Mat& photo) {
  if (face.eyes || face.box.width > small_face_fraction * std::min(photo.cols, photo.rows)) return false;
  const cv::Rect2d wide = scaled_about_centre(face.box, 1.7);
  const double inner = face.box.area() * skin_share(skin, face.box);
  const double outer = wide.area() * skin_share(skin, wide) - inner;
  const double ring_share = outer / (wide.area() - face.box.area());
  return ring_share >= surround_like_face_min;
}

bool eyes_fill(const Face& face, const cv::Mat& photo) {
  constexpr double eye_distance_min = 0.40;  // of the photo's width
  return face.box.width * eye_distance_in_box >= eye_distance_min * photo.cols;
}

}  // namespace

std::optional<Subject> locate(const FaceFinder& finder, const Photo& photo, const SkinLike& skin, Colour colour) {
  const bool has_colour = colour == Colour::present;
  const auto accept = [&](const Face& face) {
    return !has_colour || (has_skin(face, skin) && !is_pattern_on_skin(face, skin, photo.bgr));
  };
  for (const Search search : {Search::near, Search::coarse, Search::quick}) {
    const std::optional<Face> face = finder.find(photo.bgr, search);
    const bool convinces = face && (search != Search::near || face->eyes);
    if (convinces && accept(*face)) return *face;
  }
  const auto by_eyes = [&]() -> std::optional<Face> {
    const std::optional<Face> face = finder.find_by_eyes(photo.bgr);
    return face && accept(*face) ? face : std::nullopt;
  };
  const bool close_up = has_colour && is_close_up(skin);
  if (close_up) {
    if (const std::optional<Face> face = by_eyes()) return *face;
    return CloseUp{skin.patch};
  }
  const std::optional<Face> face = finder.find(photo.bgr, Search::thorough);
  if (face && accept(*face)) return *face;
  // Eyes of a whole face, when none was found around them, are those of a covered one: only a picture of little else
  // than the eyes is measured.
  if (const std::optional<Face> inferred = by_eyes(); inferred && eyes_fill(*inferred, photo.bgr)) return *inferred;
  return std::nullopt;
}

}  // namespace lumen::skin
