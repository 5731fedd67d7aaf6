// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/encoding.h"
#include "catalog/import_products.h"
#include "catalog/text_decoding.h"

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using Step = ImportSource::Step;

TEST(OpenSource, TellsCsvFromJsonByTheFirstSign) {
  EXPECT_EQ((*open_source("name,brand\nA,B\n", {}))->describe(), "CSV (comma)");
  EXPECT_EQ((*open_source("name;brand\nA;B\n", {}))->describe(), "CSV (semicolon)");
  EXPECT_EQ((*open_source("name\tbrand\nA\tB\n", {}))->describe(), "CSV (tab)");
  EXPECT_EQ((*open_source(" \n[{}]", {}))->describe(), "JSON");
  EXPECT_EQ((*open_source("{}", {}))->describe(), "JSON");
}

TEST(OpenSource, RowsCarryFieldsAndLines) {
  const auto source = open_source("product_name,clean_ingreds,concerns\n\nGel,\"['a', 'b']\",acne|pores\n", {});
  ASSERT_TRUE(source);
  ImportRow row;
  std::string reason;
  ASSERT_EQ((*source)->next(row, reason), Step::row);
  EXPECT_EQ(row.line, 3U);
  EXPECT_EQ(row.text(ImportField::name), "Gel");
  EXPECT_EQ(row.text(ImportField::ingredients), "['a', 'b']");
  EXPECT_THAT(row.condition_names, ElementsAre("acne", "pores"));
  EXPECT_EQ((*source)->next(row, reason), Step::end);
}

TEST(OpenSource, JsonMembersOfEveryTypeAreRead) {
  const auto source = open_source(
      R"({"title": "Gel", "price": 12.5, "reviews": 508, "rating": 4, "inci": ["a", 7, null], "brand": null,
          "primary_category": "Skincare", "secondary_category": "Toner", "conditions": "acne"})",
      {});
  ASSERT_TRUE(source);
  ImportRow row;
  std::string reason;
  ASSERT_EQ((*source)->next(row, reason), Step::row);
  EXPECT_EQ(row.text(ImportField::name), "Gel");
  EXPECT_EQ(row.text(ImportField::price), "12.5");
  EXPECT_EQ(row.text(ImportField::review_count), "508");
  EXPECT_EQ(row.text(ImportField::brand), "");
  EXPECT_EQ(row.text(ImportField::category), "Toner");
  EXPECT_THAT(row.ingredient_names, ElementsAre("a", "7", ""));
  EXPECT_THAT(row.condition_names, ElementsAre("acne"));
}

TEST(ImportLimits, AreTheDocumentedOnes) {
  const ImportLimits limits;
  EXPECT_EQ(limits.file_bytes, 200'000'000U);
  EXPECT_EQ(limits.row_bytes, 1'000'000U);
  EXPECT_EQ(limits.rows, 1'000'000U);
}

// Reads a file to its end; answers how many products came out.
std::size_t read_whole(std::string_view bytes) {
  const auto decoded = decode_text(as_bytes(bytes));
  if (!decoded) return 0;
  const auto source = open_source(decoded->text, SourceOptions{{}, 10'000});
  if (!source) return 0;
  std::size_t products = 0;
  ImportRow row;
  std::string reason;
  for (Step step = (*source)->next(row, reason); step != Step::end; step = (*source)->next(row, reason)) {
    if (step != Step::row) continue;
    const auto product = product_from_row(row, {});
    if (!product) continue;
    EXPECT_FALSE(product->product.name.empty());
    EXPECT_TRUE(is_utf8(product->product.name));
    ++products;
  }
  return products;
}

// Damages good files at random places (a fixed seed): every result is an answer, none a crash or a hang.
TEST(ImportSource, DamagedFilesAreReadToTheirEnd) {
  const std::string good[] = {
      "name,brand,price,ingredients\nGel,X,$5,\"['a', 'b\\'c', \"\"d\"\"]\"\nCream,Y,7,\"Water (Aqua, Eau), *Talc. "
      "*Organic\"\n",
      "[{\"name\": \"Gel\", \"brand\": \"X\", \"ingredients\": [\"Water, Talc, -x: y. z\"]},\n{\"name\": "
      "\"B\\u00e9\"}]",
      "Name;Brand\r\nCr\xE8me;\"a\r\nb\"\r\n",
  };
  const std::string_view signs = "\"',;|[]{}()\\\n\r\t*.:%-#\xC3\x99<7";
  std::mt19937 random(2026);
  std::size_t products = 0;
  for (int round = 0; round < 6'000; ++round) {
    std::string damaged = good[random() % 3];
    const auto changes = 1 + random() % 6;
    for (std::size_t i = 0; i < changes && !damaged.empty(); ++i) {
      const std::size_t at = random() % damaged.size();
      const char sign = signs[random() % signs.size()];
      switch (random() % 4) {
        case 0: damaged[at] = sign; break;
        case 1: damaged.insert(at, 1, sign); break;
        case 2: damaged.erase(at, 1); break;
        default: damaged.resize(at + 1); break;
      }
    }
    products += read_whole(damaged);
  }
  EXPECT_GT(products, 1'000U);
}

}  // namespace
}  // namespace lumen::catalog
