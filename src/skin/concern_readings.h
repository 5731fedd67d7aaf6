// SPDX-License-Identifier: Apache-2.0
#pragma once
// The quantity of each concern on a part of the skin: how much there is, in a unit that does not depend on how large
// the part is. One function per formula of docs/MEASUREMENTS.md; pure functions of the view and the measures.

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "domain/concern.h"
#include "skin/measures.h"
#include "skin/skin_view.h"

namespace lumen::skin {

struct Reading {
  double quantity = 0;
  std::vector<ConcernExplanation::Input> inputs;
  std::optional<int> count;
  std::optional<double> area;  // fraction of the part
};

// A part of the skin: what lies in `box` under `mask`, which has the box's size. Small boxes are what keeps two dozen
// concerns on half a dozen regions quick.
struct Part {
  explicit Part(const cv::Mat& whole_mask);

  cv::Rect box;  // frame px
  cv::Mat mask;  // CV_8U
  int px = 0;    // pixels under the mask
  bool holds(cv::Point at) const { return box.contains(at) && mask.at<std::uint8_t>(at - box.tl()) != 0; }
  double units() const;  // squared eye distances
};

using Read = Reading (*)(const SkinView& view, const Measures& measures, const Part& part);

// A spot counts in full when its contrast is twice the threshold, and not at all at the threshold: so the sum
// does not jump when a faint spot comes or goes.
double soft_count(const Spots& spots, const Part& part);

Reading read_inflamed_lesions(const SkinView&, const Measures&, const Part&);
Reading read_comedones(const SkinView&, const Measures&, const Part&);
Reading read_blackheads(const SkinView&, const Measures&, const Part&);
Reading read_whiteheads(const SkinView&, const Measures&, const Part&);
Reading read_post_acne_marks(const SkinView&, const Measures&, const Part&);
Reading read_pores(const SkinView&, const Measures&, const Part&);
Reading read_redness(const SkinView&, const Measures&, const Part&);
Reading read_dark_spots(const SkinView&, const Measures&, const Part&);
Reading read_unevenness(const SkinView&, const Measures&, const Part&);
Reading read_dullness(const SkinView&, const Measures&, const Part&);
Reading read_roughness(const SkinView&, const Measures&, const Part&);
Reading read_fine_lines(const SkinView&, const Measures&, const Part&);
Reading read_wrinkles(const SkinView&, const Measures&, const Part&);
Reading read_lines(const SkinView&, const Measures&, const Part&);
Reading read_folds(const SkinView&, const Measures&, const Part&);
Reading read_under_eye_darkness(const SkinView&, const Measures&, const Part&);
Reading read_eye_bags(const SkinView&, const Measures&, const Part&);
Reading read_shine(const SkinView&, const Measures&, const Part&);
Reading read_dryness(const SkinView&, const Measures&, const Part&);
Reading read_flaking(const SkinView&, const Measures&, const Part&);
Reading read_lip_dryness(const SkinView&, const Measures&, const Part&);

}  // namespace lumen::skin
