// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lumen::catalog {
namespace {

using ::testing::HasSubstr;

std::optional<std::size_t> column(const ColumnMap& map, ImportField field) {
  return map[static_cast<std::size_t>(field)];
}

TEST(MapColumns, RecognisesCommonHeaders) {
  const auto map = map_columns({"Label", "Brand", "Name", "Price", "Rank", "Ingredients", "Dry"}, {});
  ASSERT_TRUE(map);
  EXPECT_EQ(column(*map, ImportField::category), 0U);
  EXPECT_EQ(column(*map, ImportField::name), 2U);
  EXPECT_EQ(column(*map, ImportField::price), 3U);
  EXPECT_EQ(column(*map, ImportField::rating), 4U);
  EXPECT_EQ(column(*map, ImportField::ingredients), 5U);
  EXPECT_FALSE(column(*map, ImportField::review_count));
}

TEST(MapColumns, CaseAndPunctuationDoNotMatter) {
  const auto map = map_columns({"PRODUCT NAME", "brand-name", "Price (USD)"}, {});
  ASSERT_TRUE(map);
  EXPECT_EQ(column(*map, ImportField::name), 0U);
  EXPECT_EQ(column(*map, ImportField::brand), 1U);
  EXPECT_EQ(column(*map, ImportField::price_usd), 2U);
}

TEST(MapColumns, TheBetterOfTwoColumnsWins) {
  const auto map = map_columns({"title", "primary_category", "secondary_category", "product_name"}, {});
  ASSERT_TRUE(map);
  EXPECT_EQ(column(*map, ImportField::category), 2U);
  EXPECT_EQ(column(*map, ImportField::name), 3U);
}

TEST(MapColumns, OverridesComeFirst) {
  const std::map<ImportField, std::string> overrides = {{ImportField::name, "Bezeichnung"}, {ImportField::rating, ""}};
  const auto map = map_columns({"name", "bezeichnung", "rating"}, overrides);
  ASSERT_TRUE(map);
  EXPECT_EQ(column(*map, ImportField::name), 1U);
  EXPECT_FALSE(column(*map, ImportField::rating));
}

TEST(MapColumns, SaysWhatIsMissingAndWhatIsThere) {
  const auto no_name = map_columns({"foo", "bar"}, {});
  ASSERT_FALSE(no_name);
  EXPECT_EQ(no_name.error().code, "no_name_column");
  EXPECT_THAT(no_name.error().message, AllOf(HasSubstr("\"foo\""), HasSubstr("--map name=Column")));

  const auto unknown = map_columns({"name"}, {{ImportField::brand, "maker"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "unknown_column");
}

TEST(ParseColumnOverrides, ReadsPairs) {
  const auto overrides = parse_column_overrides("name=Product Name, price=Cost,rating=");
  ASSERT_TRUE(overrides);
  EXPECT_EQ(overrides->at(ImportField::name), "Product Name");
  EXPECT_EQ(overrides->at(ImportField::price), "Cost");
  EXPECT_EQ(overrides->at(ImportField::rating), "");
  EXPECT_TRUE(parse_column_overrides("")->empty());
}

TEST(ParseColumnOverrides, RefusesWhatItDoesNotKnow) {
  for (const char* text : {"colour=Red", "name", "=x", "name=A,,brand=B"}) {
    const auto overrides = parse_column_overrides(text);
    ASSERT_FALSE(overrides) << text;
    EXPECT_EQ(overrides.error().code, "bad_map");
  }
}

}  // namespace
}  // namespace lumen::catalog
