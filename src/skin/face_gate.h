// SPDX-License-Identifier: Apache-2.0
#pragma once
// The part of the quality gate that needs to know where a face and its skin are, and the one that knows a screenshot.
// Only a face whose eyes were found is judged by these: without them it is too uncertain where its sides are.

#include <optional>

#include "domain/prediction.h"
#include "skin/find_face.h"
#include "skin/photo.h"
#include "skin/skin_view.h"

namespace lumen::skin {

struct FaceGateLimits {
  double light_balance_min = 0.40;  // luminance of the darker cheek's median over that of the brighter one
  double side_balance_min = 0.45;   // skin in one half of the face over that in the other
  double bare_min = 0.40;           // share of both cheeks and chin that is skin
  double grain_min = 0.045;         // see FaceCues; asked of skin of L* 35 and more only: darker has less by itself
  double grain_lightness_min = 35;
};
inline constexpr FaceGateLimits face_gate_limits{};

struct FaceCues {
  double light_balance = 1;
  double side_balance = 1;
  double bare = 1;
  double grain = 1;  // median |L* - G(1)| on cheeks and forehead, in the frame: what a smoothing filter takes away
};

FaceCues read_cues(const SkinView& view);

// In this order: another face beside it, something before it, turned away, uneven light, smoothed by a filter.
std::optional<PhotoRejection> check_face(const SkinView& view, const Face& face);

// A picture with bars of one grey above and below, letters or not: what an app showed, not what a camera took.
std::optional<PhotoRejection> check_screenshot(const Photo& photo);

}  // namespace lumen::skin
