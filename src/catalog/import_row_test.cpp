// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/price_text.h"
#include "catalog/text_start.h"

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using F = ImportField;

ImportRow row(std::vector<std::pair<ImportField, std::string>> fields) {
  ImportRow result;
  for (auto& [field, text] : fields) result.fields[static_cast<std::size_t>(field)] = std::move(text);
  return result;
}

ImportedProduct read(const ImportRow& one, RowOptions options = {}) {
  auto product = product_from_row(one, options);
  EXPECT_TRUE(product) << product.error().message;
  return product ? std::move(*product) : ImportedProduct();
}

std::vector<std::string> codes(const ImportedProduct& imported) {
  std::vector<std::string> result;
  for (const ImportDoubt& doubt : imported.doubts) result.push_back(doubt.code);
  return result;
}

TEST(ProductFromRow, TakesWhatIsStated) {
  const auto imported = read(row({{F::product_id, "P42"},
                                  {F::name, "  Clear   Gel "},
                                  {F::brand, "Example"},
                                  {F::category, "Treatments"},
                                  {F::price_usd, "24.0"},
                                  {F::rating, "4.4134"},
                                  {F::review_count, "508.0"},
                                  {F::ingredients, "Water, Salicylic Acid 2%, Niacinamide"}}));
  const Product& product = imported.product;
  EXPECT_THAT(codes(imported), IsEmpty());
  EXPECT_EQ(product.id.text(), "P42");
  EXPECT_EQ(product.name, "Clear Gel");
  EXPECT_EQ(product.category, "Treatment");
  EXPECT_EQ(product.price_range, "$24");
  EXPECT_TRUE(product.rated);
  EXPECT_DOUBLE_EQ(product.rating, 4.4134);
  EXPECT_EQ(product.review_count, 508);
  EXPECT_EQ(product.description, "Treatment by Example. Contains Salicylic Acid 2% and Niacinamide.");
  EXPECT_EQ(product.target_conditions.front(), Label::blackheads);
  EXPECT_EQ(product.amazon_url, "");
}

TEST(ProductFromRow, ADoubtCutsNoCharacterOfWhatItQuotes) {
  const std::string text = std::string(39, 'x') + "\u00e9 and more";
  for (const F field : {F::price, F::price_usd, F::rating}) {
    const auto imported = read(row({{F::name, "Gel"}, {F::brand, "B"}, {field, text}}));
    ASSERT_EQ(imported.doubts.size(), 1U);
    EXPECT_THAT(imported.doubts[0].text, ::testing::HasSubstr("\"" + std::string(39, 'x') + "\" is no"));
  }
}

TEST(TextStart, EndsWithAWholeCharacter) {
  const std::string text = "a\u00e9\U0001F642";  // 1, 2 and 4 bytes
  const std::vector<std::size_t> sizes = {0, 1, 1, 3, 3, 3, 3, 7, 7};
  for (std::size_t bytes_max = 0; bytes_max < sizes.size(); ++bytes_max) {
    EXPECT_EQ(text_start(text, bytes_max), text.substr(0, sizes[bytes_max])) << bytes_max;
  }
}

TEST(ProductFromRow, InventsNothing) {
  const auto imported = read(row({{F::name, "Plain Cream"}, {F::brand, "Example"}}));
  EXPECT_THAT(codes(imported), IsEmpty());
  EXPECT_EQ(imported.product.price_range, "");
  EXPECT_EQ(imported.product.rating, 0);
  EXPECT_FALSE(imported.product.rated);
  EXPECT_EQ(imported.product.review_count, 0);
  EXPECT_EQ(imported.product.category, "");
  EXPECT_EQ(imported.product.description, "Example.");
  EXPECT_THAT(imported.product.target_conditions, IsEmpty());
}

TEST(ProductFromRow, ARowWithoutANameIsRefused) {
  EXPECT_EQ(product_from_row(row({{F::name, "  "}, {F::brand, "Example"}}), {}).error().message,
            "the product has no name");
}

TEST(ProductFromRow, TheLimitOfANameHoldsOnBothSides) {
  RowOptions options;
  options.limits.name = 10;
  EXPECT_TRUE(product_from_row(row({{F::name, std::string(10, 'a')}}), options));
  EXPECT_FALSE(product_from_row(row({{F::name, std::string(11, 'a')}}), options));
}

TEST(ProductFromRow, OtherTextsOverTheirLimitAreLeftOut) {
  RowOptions options;
  options.limits.brand = 5;
  options.limits.ingredients = 12;
  const auto fits = read(row({{F::name, "n"}, {F::brand, "12345"}, {F::ingredients, "Water, Talc."}}), options);
  EXPECT_THAT(codes(fits), IsEmpty());
  const auto over = read(row({{F::name, "n"}, {F::brand, "123456"}, {F::ingredients, "Water, Talcs."}}), options);
  EXPECT_THAT(codes(over), ElementsAre("too_long", "brand_not_stated", "ingredients_unusable"));
  EXPECT_EQ(over.product.brand, "");
  EXPECT_THAT(over.product.ingredients, IsEmpty());
}

TEST(ProductFromRow, ZeroStarsMeanUnrated) {
  const auto imported = read(row({{F::name, "n"}, {F::brand, "b"}, {F::rating, "0"}, {F::review_count, "7"}}));
  EXPECT_THAT(codes(imported), ElementsAre("unrated"));
  EXPECT_FALSE(imported.product.rated);
  EXPECT_EQ(imported.product.review_count, 0);
}

TEST(ProductFromRow, ImpossibleRatingsAndCountsAreLeftOut) {
  for (const char* stars : {"5.1", "-1", "good", "nan", "1e9"}) {
    const auto imported = read(row({{F::name, "n"}, {F::brand, "b"}, {F::rating, stars}}));
    EXPECT_THAT(codes(imported), ElementsAre("rating_left_out")) << stars;
    EXPECT_FALSE(imported.product.rated);
  }
  const auto imported = read(row({{F::name, "n"}, {F::brand, "b"}, {F::rating, "5"}, {F::review_count, "1.5"}}));
  EXPECT_THAT(codes(imported), ElementsAre("review_count_left_out"));
  EXPECT_TRUE(imported.product.rated);
}

TEST(ProductFromRow, APriceOfUnknownCurrencyIsLeftOutUnlessTheUserKnowsIt) {
  const ImportRow one = row({{F::name, "n"}, {F::brand, "b"}, {F::price, "24"}});
  const auto unknown = read(one);
  EXPECT_THAT(codes(unknown), ElementsAre("price_left_out"));
  EXPECT_EQ(unknown.product.price_range, "");
  const auto known = read(one, RowOptions{"USD", {}});
  EXPECT_THAT(codes(known), IsEmpty());
  EXPECT_EQ(known.product.price_range, "$24");
}

TEST(ProductFromRow, ADollarSignAtABritishShopIsDoubtful) {
  const auto imported = read(
      row({{F::name, "n"}, {F::brand, "b"}, {F::price, "$5.20"}, {F::url, "https://www.example.co.uk/gel/1.html"}}));
  EXPECT_THAT(codes(imported), ElementsAre("price_left_out"));
  EXPECT_EQ(imported.product.price_range, "");
}

TEST(ProductFromRow, UnusableIngredientsAndDamagedNamesAreNoted) {
  const auto imported = read(row({{F::name, "Cr?me Riche"}, {F::brand, "b"}, {F::ingredients, "#NAME?"}}));
  EXPECT_THAT(codes(imported), ElementsAre("name_damaged", "ingredients_unusable"));
  EXPECT_THAT(codes(read(row({{F::name, "Ready to glow?"}, {F::brand, "b"}}))), IsEmpty());
}

TEST(ProductFromRow, AnUnusableIdIsReplaced) {
  const auto imported = read(row({{F::product_id, "../etc"}, {F::name, "Gel"}, {F::brand, "Example"}}));
  EXPECT_THAT(codes(imported), ElementsAre("id_replaced"));
  EXPECT_EQ(imported.product.id, derive_product_id("Example", "Gel"));
}

TEST(ProductFromRow, OnlyHttpsLinksAreTaken) {
  const auto url = [](std::string text) { return read(row({{F::name, "n"}, {F::brand, "b"}, {F::amazon_url, text}})); };
  EXPECT_EQ(url("https://www.amazon.example/dp/1").product.amazon_url, "https://www.amazon.example/dp/1");
  for (const char* text : {"javascript:alert(1)", "http://amazon.example", "https://a b", "//amazon.example"}) {
    const auto imported = url(text);
    EXPECT_EQ(imported.product.amazon_url, "") << text;
    EXPECT_THAT(codes(imported), ElementsAre("url_left_out")) << text;
  }
}

TEST(ProductFromRow, ControlCharactersAreSpaces) {
  EXPECT_EQ(read(row({{F::name, "\x01 Gel\x1b\n\tNight\x7f"}, {F::brand, "b"}})).product.name, "Gel Night");
}

TEST(ProductFromRow, StatedConditionsComeFirst) {
  ImportRow one = row({{F::name, "Gel"},
                       {F::brand, "b"},
                       {F::category, "Treatment"},
                       {F::ingredients, "Benzoyl Peroxide, Water, Talc"}});
  one.condition_names = {"Dry Skin", "unknown"};
  const auto imported = read(one);
  EXPECT_EQ(imported.product.target_conditions.front(), Label::dry_skin);
  EXPECT_THAT(imported.product.target_conditions, ::testing::Contains(Label::acne));
}

TEST(DeriveProductId, IsStableAndIgnoresCase) {
  EXPECT_EQ(derive_product_id("Example", "Gel").text(), derive_product_id("EXAMPLE", "gel").text());
  EXPECT_NE(derive_product_id("Example", "Gel"), derive_product_id("Exampl", "eGel"));
  EXPECT_EQ(derive_product_id("Example", "Gel").text().size(), 23U);
}

TEST(ParsePrice, ReadsWhatShopsWrite) {
  const auto check = [](std::string_view text, double amount, std::string_view currency) {
    const auto price = parse_price(text);
    ASSERT_TRUE(price) << text;
    EXPECT_DOUBLE_EQ(price->amount, amount) << text;
    EXPECT_EQ(price->currency, currency) << text;
  };
  check("24", 24, "");
  check("$5.20", 5.2, "USD");
  check("US$ 1,234.50", 1234.5, "USD");
  check("24 USD", 24, "USD");
  check("£12", 12, "GBP");
  check("12,50 €", 12.5, "EUR");
}

TEST(ParsePrice, RefusesWhatIsNoPrice) {
  for (const char* text : {"", "free", "-3", "$", "12-20", "1e5", "9999999", "$12 each"}) {
    EXPECT_FALSE(parse_price(text)) << text;
  }
}

TEST(PriceText, WritesTheSign) {
  EXPECT_EQ(price_text({12.5, "GBP"}), "£12.50");
  EXPECT_EQ(price_text({9, "EUR"}), "€9");
  EXPECT_EQ(price_text({9, ""}), "");
}

TEST(ShopCurrency, FollowsFromSomeAddresses) {
  EXPECT_EQ(shop_currency("https://www.shop.co.uk/x"), "GBP");
  EXPECT_EQ(shop_currency("https://www.lookfantastic.com/x.html"), "GBP");
  EXPECT_EQ(shop_currency("https://www.shop.com/.co.uk"), "");
  EXPECT_EQ(shop_currency(""), "");
}

}  // namespace
}  // namespace lumen::catalog
