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
  double bright_end_min = 20;          // 95th percentile of L* on the subject; darker is too dark
  double clipped_fraction_max = 0.40;  // of the subject with all three channels at 250 or more
  double sharpness_min = 0.18;         // see sharpness()
};

inline constexpr GateLimits gate_limits{};

// Before anything else.
std::optional<PhotoRejection> check_size(const Photo& photo);

// When nothing to measure was found: says so, or why (all dark, all white).
PhotoRejection explain_nothing_found(const Thumbnail& thumbnail);

// After the subject was found and cut out.
std::optional<PhotoRejection> check_subject(const Photo& photo, const Subject& subject, const Frame& frame);

// How sharp edges are, independent of contrast, light, and noise or rounding in flat places: on the half-size frame,
// where the band |G(1) - G(3)| of the grey value is in its top 15 %, mean |g - G(1)| (less what rounding adds) / mean
// |G(1) - G(3)|. Sharp photos have 0.3 and more; a blur of 0.02 eye distances leaves 0.23, of 0.04 eye distances 0.17.
double sharpness(const Frame& frame);

}  // namespace lumen::skin
