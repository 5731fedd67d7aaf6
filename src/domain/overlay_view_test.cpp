// SPDX-License-Identifier: Apache-2.0
#include "domain/overlay_view.h"

#include <gtest/gtest.h>

namespace lumen {
namespace {

TEST(OverlayView, IsReadFromItsName) {
  EXPECT_EQ(parse_overlay_view("all"), OverlayView(EverythingMeasured()));
  EXPECT_EQ(parse_overlay_view("report"), OverlayView(SideBySide()));
  for (const Concern concern : all_concerns()) EXPECT_EQ(parse_overlay_view(to_string(concern)), OverlayView(concern));
  EXPECT_EQ(parse_overlay_view("Dark spots"), OverlayView(Concern::dark_spots));
  EXPECT_EQ(parse_overlay_view(""), std::nullopt);
  EXPECT_EQ(parse_overlay_view("freckles of the moon"), std::nullopt);
}

}  // namespace
}  // namespace lumen
