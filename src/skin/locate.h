// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decides what is to be measured: a face, a close-up of skin, or nothing.

#include <optional>
#include <variant>

#include "skin/find_face.h"
#include "skin/photo.h"
#include "skin/skin_like.h"

namespace lumen::skin {

struct CloseUp {
  cv::Rect area;  // photo px
};

using Subject = std::variant<Face, CloseUp>;

// Colour is only asked for when the photo has colour: a black-and-white photo needs a face.
enum class Colour { present, absent };

std::optional<Subject> locate(const FaceFinder& finder, const Photo& photo, const SkinLike& skin, Colour colour);

}  // namespace lumen::skin
