// SPDX-License-Identifier: Apache-2.0
#include "domain/concern.h"

#include <gtest/gtest.h>

#include <set>

namespace lumen {
namespace {

TEST(Concern, EveryNameIsItsOwnAndIsReadBack) {
  std::set<std::string_view> seen;
  for (const Concern concern : all_concerns()) {
    EXPECT_TRUE(seen.insert(to_string(concern)).second);
    EXPECT_FALSE(display_name(concern).empty());
    EXPECT_EQ(parse_concern(to_string(concern)), concern);
  }
  EXPECT_EQ(seen.size(), concern_count);
}

TEST(Concern, NamesMayBeSpeltWithSpacesHyphensAndCapitals) {
  EXPECT_EQ(parse_concern("Post-Acne Marks"), Concern::post_acne_marks);
  EXPECT_EQ(parse_concern("post_acne_mark"), std::nullopt);
  EXPECT_EQ(parse_concern(""), std::nullopt);
}

}  // namespace
}  // namespace lumen
