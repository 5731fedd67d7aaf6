// SPDX-License-Identifier: Apache-2.0
#pragma once
// Refuses what cannot be measured, with one reason and one fix, in words for a person with a phone. Checks run from
// cheap to costly; the first that fails is the one that is told.

#include <optional>

#include "domain/prediction.h"
#include "skin/frame.h"
#include "skin/locate.h"
#include "skin/photo.h"
#include "skin/thumbnail.h"

namespace lumen::skin {

struct GateLimits {
  int photo_side_min_px = 160;         // short side of the original
  double face_width_min_px = 64;       // of the face box, in the original
  double bright_end_min = 28;          // 95th percentile of L* on the subject; darker is too dark
  double clipped_fraction_max = 0.40;  // of the subject with all three channels at 250 or more
  double sharpness_min = 0.16;         // see sharpness()
};

inline constexpr GateLimits gate_limits{};

// Before anything else.
std::optional<PhotoRejection> check_size(const Photo& photo);

// When nothing to measure was found: says so, or why (all dark, all white).
PhotoRejection explain_nothing_found(const Thumbnail& thumbnail);

// After the subject was found and cut out.
std::optional<PhotoRejection> check_subject(const Photo& photo, const Subject& subject, const Frame& frame);

// Energy of the finest band of L* over the next coarser one on the half-size frame, independent of contrast and
// light: mean |L* - G(1)| / mean |G(1) - G(3)| over the photo's part of the frame. A sharp photo has 0.4 and more.
double sharpness(const Frame& frame);

}  // namespace lumen::skin
