// SPDX-License-Identifier: Apache-2.0
#pragma once
// A first, rough answer to "which pixels could be skin?", by colour alone and for any person: used to tell a face
// from a chance pattern and a skin close-up from scenery. The exact mask (skin_mask.h) adapts to the one person.

#include <opencv2/core.hpp>

#include "skin/thumbnail.h"

namespace lumen::skin {

struct SkinLike {
  cv::Mat mask;               // CV_8U 0/255 on the thumbnail
  cv::Mat pale_or_dark;       // likewise; also the nearly colourless, which skin at both ends of the Monk scale can be
  double scale = 1;           // thumbnail px per photo px
  double fraction = 0;        // of the photo that could be skin
  double patch_fraction = 0;  // of the photo that the largest connected patch covers
  double patch_texture = 0;   // mean |L* - blurred L*| within that patch, L* units: scenery is rough, skin is not
  cv::Rect patch;             // bounds of the largest patch, photo px
};

SkinLike find_skin_like(const Thumbnail& thumbnail);

// Share of skin-like pixels within a photo rectangle, 0..1.
double skin_share(const SkinLike& skin, const cv::Rect2d& area);

// Likewise, with the nearly colourless: enough for a face whose eyes were found, too little to tell skin from scenery.
double pale_or_dark_share(const SkinLike& skin, const cv::Rect2d& area);

// True when the largest patch is large and smooth enough to be a close-up of skin.
bool is_close_up(const SkinLike& skin);

}  // namespace lumen::skin
