// SPDX-License-Identifier: Apache-2.0
#include "domain/product.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "domain/product_json.h"

namespace lumen {
namespace {

Product full_product() {
  Product product;
  product.id = ProductId::trusted("p-1");
  product.name = "Clear Gel";
  product.brand = "Example";
  product.category = "Treatment";
  product.description = "Treatment by Example.";
  product.price_range = "$24.50";
  product.amazon_url = "https://amazon.example/p-1";
  product.rating = 4.5;
  product.review_count = 12;
  product.rated = true;
  product.target_conditions = {Label::acne, Label::eye_bags};
  product.ingredients = {"Water", "Salicylic Acid"};
  product.why = "For acne.";
  return product;
}

TEST(UsdText, WholeDollarsHaveNoCents) {
  EXPECT_EQ(usd_text(24), "$24");
  EXPECT_EQ(usd_text(24.5), "$24.50");
  EXPECT_EQ(usd_text(0.999), "$1");
}

TEST(LowestUsd, ReadsPricesAndRanges) {
  EXPECT_EQ(lowest_usd("$24"), 24.0);
  EXPECT_EQ(lowest_usd("$10.50-$20"), 10.5);
  EXPECT_EQ(lowest_usd("$10 - $20"), 10.0);
  for (const char* text : {"", "$", "24", "£24", "$x", "$-3", "$24abc"}) EXPECT_FALSE(lowest_usd(text)) << text;
}

TEST(ProductJson, ReadsWhatItWrote) {
  const Product product = full_product();
  const auto text = json::serialize(to_json(product));
  const auto parsed = parse_json(text);
  ASSERT_TRUE(parsed);
  const auto back = product_from_json(parsed->get_object());
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, product);
}

// A client decodes these eight in every product: absent or of another type breaks the whole answer.
TEST(ProductJson, AnUnratedUnpricedProductStillHasEveryRequiredMember) {
  Product product;
  product.id = ProductId::trusted("p-2");
  product.name = "Plain Cream";
  const json::object object = to_json(product);
  for (const char* name : {"product_id", "name", "brand", "description", "price_range", "amazon_url"}) {
    ASSERT_TRUE(object.contains(name)) << name;
    EXPECT_TRUE(object.at(name).is_string()) << name;
  }
  EXPECT_TRUE(object.at("rating").is_number());
  EXPECT_TRUE(object.at("review_count").is_int64());
  EXPECT_EQ(object.at("rated"), false);
  EXPECT_TRUE(object.at("target_conditions").is_array());
  EXPECT_TRUE(object.at("ingredients").is_array());
}

TEST(ProductJson, ConditionsAreWireLabels) {
  const json::object object = to_json(full_product());
  EXPECT_EQ(object.at("target_conditions"), json::array({"acne", "eye_bags"}));
}

TEST(ProductJson, AProductWithoutIdOrNameIsRefused) {
  json::object object = to_json(full_product());
  object.erase("name");
  EXPECT_EQ(product_from_json(object).error().code, "bad_product");
  EXPECT_EQ(product_from_json(json::object()).error().code, "bad_product");
}

TEST(ProductJson, UnknownMembersAndLabelsAreLeftOut) {
  json::object object = to_json(full_product());
  object["colour"] = "blue";
  object["target_conditions"] = {"acne", "spots_on_the_moon", 7};
  const auto product = product_from_json(object);
  ASSERT_TRUE(product);
  EXPECT_EQ(product->target_conditions, std::vector<Label>{Label::acne});
}

}  // namespace
}  // namespace lumen
