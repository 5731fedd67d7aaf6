// SPDX-License-Identifier: Apache-2.0
#include "catalog/pattern_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "search/words.h"

namespace lumen::catalog {
namespace {

std::set<std::size_t> found_in(const PatternIndex& index, std::string_view name) {
  std::set<std::size_t> values;
  const std::vector<std::string> words = search::split_words(name);
  index.find(words, [&values](std::size_t value) { values.insert(value); });
  return values;
}

PatternIndex small_index() {
  PatternIndex index;
  index.add("mineral oil|paraffinum liquidum", 0);
  index.add("=alcohol|^sd alcohol", 1);
  index.add("*paraben", 2);
  index.add("citrus&oil", 3);
  index.add("milk!coconut!oat", 4);
  return index;
}

TEST(PatternIndex, ReadsEveryForm) {
  const PatternIndex index = small_index();
  EXPECT_THAT(found_in(index, "Mineral Oil (Paraffinum Liquidum)"), ::testing::ElementsAre(0));
  EXPECT_THAT(found_in(index, "Alcohol"), ::testing::ElementsAre(1));
  EXPECT_THAT(found_in(index, "SD Alcohol 40-B"), ::testing::ElementsAre(1));
  EXPECT_THAT(found_in(index, "Methylparaben"), ::testing::ElementsAre(2));
  EXPECT_THAT(found_in(index, "Citrus Limon (Lemon) Peel Oil"), ::testing::ElementsAre(3));
  EXPECT_THAT(found_in(index, "Goat Milk"), ::testing::ElementsAre(4));
}

TEST(PatternIndex, LeavesTheOthersAlone) {
  const PatternIndex index = small_index();
  for (const char* name : {"Oil of mineral", "Cetearyl Alcohol", "Denatured SD Alcohol", "Citrus Limon Fruit Extract",
                           "Coconut Milk", "Milk-free", "Mineral oil free", ""}) {
    EXPECT_TRUE(found_in(index, name).empty()) << name;
  }
}

TEST(PatternIndex, ANameThatIsDeniedOnceAndThereOnceIsThere) {
  EXPECT_THAT(found_in(small_index(), "Mineral oil free of mineral oil"), ::testing::ElementsAre(0));
}

}  // namespace
}  // namespace lumen::catalog
