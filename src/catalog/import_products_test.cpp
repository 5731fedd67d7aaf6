// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_products.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/files.h"
#include "catalog/catalog_test_room.h"
#include "catalog/export_products.h"

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class ImportTest : public ::testing::Test {
 protected:
  Result<ImportReport> import(std::string_view text, ImportOptions options = {}) {
    const ByteView bytes = as_bytes(text);
    ImportTarget target{room_.store(), room_.search(), null_metrics()};
    auto on_progress = [this](const ImportProgress& progress) { progress_.push_back(progress); };
    return test::run(
        import_products(Bytes(bytes.begin(), bytes.end()), std::move(options), target, on_progress, Deadline::never()));
  }
  std::vector<Product> stored() { return *test::run(list_all(room_.store(), Deadline::never())); }

  CatalogTestRoom room_;
  std::vector<ImportProgress> progress_;
};

TEST_F(ImportTest, AShopsTableNeedsNoMap) {
  const auto report = import(
      "Label,Brand,Name,Price,Rank,Ingredients,Dry\r\n"
      "Moisturizer,EXAMPLE,Barrier Cream,30,4.5,\"Water, Glycerin, Ceramide NP.\",1\r\n"
      "Eye cream,EXAMPLE,\"Eye \"\"Gel\"\"\",25,0,\"Water,\nCaffeine, Talc.\",0\r\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->format, "CSV (comma), UTF-8");
  EXPECT_EQ(report->rows, 2U);
  EXPECT_EQ(report->imported, 2U);
  EXPECT_EQ(report->refused, 0U);
  EXPECT_THAT(report->doubts, ElementsAre(Pair("price_left_out", 2U), Pair("unrated", 1U)));
  ASSERT_EQ(report->doubtful_rows.size(), 3U);
  EXPECT_EQ(report->doubtful_rows[1].line, 3U);
  EXPECT_EQ(stored().size(), 2U);
  const auto found = test::run(room_.search().search({"eye gel", {}, 1, {}}, Deadline::never()));
  EXPECT_EQ(found->front().product.name, "Eye \"Gel\"");
  EXPECT_THAT(found->front().product.ingredients, ElementsAre("Water", "Caffeine", "Talc"));
}

TEST_F(ImportTest, ATableOfPythonListsWithItsOwnIds) {
  const auto report = import(
      "product_id,product_name,brand_name,rating,reviews,ingredients,price_usd,primary_category,secondary_category\n"
      "P1,Day Fluid SPF 30,Example,4.4134,508.0,\"['Zinc Oxide 10%, Water, Glycerin.']\",28.0,Skincare,Sunscreen\n");
  ASSERT_TRUE(report);
  EXPECT_THAT(report->doubts, IsEmpty());
  const Product product = stored().front();
  EXPECT_EQ(product.id.text(), "P1");
  EXPECT_EQ(product.price_range, "$28");
  EXPECT_EQ(product.review_count, 508);
  EXPECT_EQ(product.category, "Sun protection");
  EXPECT_EQ(product.description, "Sun protection by Example. Contains Zinc Oxide 10% and Glycerin.");
}

TEST_F(ImportTest, Windows1252SemicolonsAndAByteOrderMark) {
  const auto ansi = import(
      "Name;Brand\r\nCr\xE8me d\x92"
      "eau;Lanc\xF4me\r\n");
  ASSERT_TRUE(ansi);
  EXPECT_EQ(ansi->format, "CSV (semicolon), Windows-1252");
  EXPECT_EQ(stored().front().brand, "Lancôme");
  const auto marked = import("\xEF\xBB\xBFName\tBrand\nOther\tLanc\xC3\xB4me\n");
  ASSERT_TRUE(marked);
  EXPECT_EQ(marked->format, "CSV (tab), UTF-8");
  EXPECT_EQ(stored().size(), 2U);
}

TEST_F(ImportTest, JsonArraysAndLines) {
  const auto array = import(R"([{"name": "A", "brand": "X", "price_usd": 12.5, "rating": 4, "review_count": 3,
      "ingredients": ["Water", "Retinol"], "target_conditions": ["dry_skin"]}])");
  ASSERT_TRUE(array);
  EXPECT_EQ(array->format, "JSON, UTF-8");
  EXPECT_EQ(stored().front().price_range, "$12.50");
  EXPECT_EQ(stored().front().review_count, 3);
  EXPECT_EQ(stored().front().target_conditions.front(), Label::dry_skin);
  const auto lines =
      import("{\"title\":\"B\",\"brand\":\"X\"}\n{\"title\":\"C\",\"brand\":\"X\",\"ingredients\":null}\n");
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->imported, 2U);
  EXPECT_EQ(stored().size(), 3U);
}

TEST_F(ImportTest, TheMapNamesColumns) {
  ImportOptions options;
  options.columns = *parse_column_overrides("name=Bezeichnung,brand=Marke");
  ASSERT_TRUE(import("Bezeichnung,Marke\nGel,Beispiel\n", options));
  EXPECT_EQ(stored().front().brand, "Beispiel");
  ASSERT_TRUE(import("[{\"Bezeichnung\":\"Creme\",\"Marke\":\"Beispiel\"}]", options));
  EXPECT_EQ(stored().size(), 2U);
}

TEST_F(ImportTest, RefusedRowsAreReportedWithLineAndReason) {
  const auto report = import(
      "name,brand\n"
      "Good,X\n"
      ",X\n"
      "Too,many,fields\n"
      "\"bad\"quote,X\n"
      "Also good,X\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->imported, 2U);
  EXPECT_EQ(report->refused, 3U);
  ASSERT_EQ(report->refused_rows.size(), 3U);
  EXPECT_EQ(report->refused_rows[0].line, 3U);
  EXPECT_EQ(report->refused_rows[0].text, "the product has no name");
  EXPECT_EQ(report->refused_rows[1].line, 4U);
  EXPECT_EQ(report->refused_rows[1].text, "the row has 3 fields, the header has 2");
  EXPECT_EQ(report->refused_rows[2].line, 5U);
  EXPECT_EQ(stored().size(), 2U);
}

TEST_F(ImportTest, BadJsonObjectsAreRefusedAlone) {
  const auto report =
      import("{\"name\":\"A\",\"brand\":\"X\"}\n{\"name\": nonsense}\n42\n{\"name\":\"B\",\"brand\":\"X\"}\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->imported, 2U);
  ASSERT_EQ(report->refused_rows.size(), 2U);
  EXPECT_EQ(report->refused_rows[0].line, 2U);
  EXPECT_EQ(report->refused_rows[1].line, 3U);
}

TEST_F(ImportTest, DeepJsonIsRefused) {
  const std::string deep = "{\"name\":\"A\",\"x\":" + std::string(50, '[') + std::string(50, ']') + "}";
  const auto report = import(deep);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->refused, 1U);
}

TEST_F(ImportTest, ARepeatedProductIsKeptOnceAndNoted) {
  const auto report = import("name,brand,category\nGel,X,Mask\nGel,X,Toner\n");
  ASSERT_TRUE(report);
  EXPECT_THAT(report->doubts, ElementsAre(Pair("repeated", 1U)));
  EXPECT_THAT(report->doubtful_rows.front().text, HasSubstr("line 2"));
  ASSERT_EQ(stored().size(), 1U);
  EXPECT_EQ(stored().front().category, "Toner");
}

TEST_F(ImportTest, ImportingAgainChangesNothing) {
  const char* table = "name,brand,ingredients\nGel,X,\"Water, Retinol, Talc\"\n";
  ASSERT_TRUE(import(table));
  const auto before = stored();
  ASSERT_TRUE(import(table));
  EXPECT_EQ(stored(), before);
  EXPECT_EQ(room_.search().size(), 1);
}

TEST_F(ImportTest, ProgressCountsUpToTheTotal) {
  std::string table = "name,brand\n";
  for (int i = 0; i < 250; ++i) table += "Gel " + std::to_string(i) + ",X\n";
  ASSERT_TRUE(import(table));
  ASSERT_EQ(progress_.size(), 3U);
  EXPECT_EQ(progress_[0].rows_done, 100U);
  EXPECT_EQ(progress_[2].rows_done, 250U);
  for (const ImportProgress& one : progress_) EXPECT_EQ(one.rows_total, 250U);
}

TEST_F(ImportTest, NotesAreBounded) {
  std::string table = "name,brand\n";
  for (std::size_t i = 0; i < ImportReport::notes_max + 5; ++i) table += ",X\n";
  const auto report = import(table);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->refused, ImportReport::notes_max + 5);
  EXPECT_EQ(report->refused_rows.size(), ImportReport::notes_max);
}

TEST_F(ImportTest, TheLimitsHoldOnBothSidesAndNothingIsImportedOverThem) {
  const std::string table = "name,brand\nA,X\nB,X\n";
  ImportOptions options;
  options.limits.file_bytes = table.size() - 1;
  EXPECT_EQ(import(table, options).error().code, "file_too_large");
  options.limits.file_bytes = table.size();
  options.limits.rows = 1;
  EXPECT_EQ(import(table, options).error().code, "too_many_rows");
  EXPECT_THAT(stored(), IsEmpty());
  options.limits.rows = 2;
  EXPECT_TRUE(import(table, options));

  ImportOptions damaged;
  damaged.limits.damaged_rows = 1;
  EXPECT_TRUE(import("name,brand\nA,X\nB\n", damaged));
  EXPECT_EQ(import("name,brand\nA,X\nB\nC\n", damaged).error().code, "too_many_damaged_rows");
}

TEST_F(ImportTest, ARowOverItsLimitIsRefusedAlone) {
  ImportOptions options;
  options.limits.row_bytes = 30;
  const auto report = import("name,brand\n" + std::string(31, 'a') + ",X\n" + std::string(28, 'b') + ",X\n", options);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->refused, 1U);
  EXPECT_EQ(report->imported, 1U);
}

TEST_F(ImportTest, FilesThatAreNoTableAreRefusedWithWhatToDo) {
  EXPECT_EQ(import("").error().code, "empty_file");
  EXPECT_EQ(import(" \n ").error().code, "empty_file");
  EXPECT_EQ(import("foo,bar\n1,2\n").error().code, "no_name_column");
  EXPECT_EQ(import(std::string("a\0b", 3)).error().code, "binary_file");
  EXPECT_EQ(import("\xFF\xFEn").error().code, "utf16_file");
  EXPECT_EQ(import("\"name").error().code, "bad_header");
}

TEST_F(ImportTest, FilesOnDisk) {
  const test::TempFolder folder;
  const auto path = folder.path() / "products.csv";
  std::ofstream(path) << "name,brand\nGel,X\n";
  ImportTarget target{room_.store(), room_.search(), null_metrics()};
  const auto report = test::run(import_file(path, {}, target, {}, Deadline::never()));
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->imported, 1U);

  ImportOptions options;
  options.limits.file_bytes = 10;
  const auto large = test::run(import_file(path, options, target, {}, Deadline::never()));
  EXPECT_EQ(large.error().code, "file_too_large");
  const auto absent = test::run(import_file(folder.path() / "none.csv", {}, target, {}, Deadline::never()));
  EXPECT_EQ(absent.error().kind, ErrorKind::not_found);
}

TEST_F(ImportTest, TheOldShopTableIsRecognisedWithPricesStarsAndKindsOfSkin) {
  const std::string header = "Label,Brand,Name,Price,Rank,Ingredients,Combination,Dry,Normal,Oily,Sensitive\r\n";
  const std::string rows =
      "Moisturizer,EXAMPLE,Barrier Cr\xE8me,30,4.5,\"Water, Glycerin, Ceramide NP.\",0,1,1,0,0\r\n"
      "Cleanser,EXAMPLE,Foam,12,0,Visit the EXAMPLE boutique,0,0,0,0,0\r\n"
      "Treatment,EXAMPLE,Dark?Spot Serum,50,3.9,#NAME?,1,1,1,1,1\r\n";
  const auto report = import(header + rows);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->format, "CSV (comma), Windows-1252");
  EXPECT_EQ(report->preset, "sephora-2018");
  EXPECT_EQ(report->imported, 3U);
  EXPECT_THAT(report->doubts, ElementsAre(Pair("ingredients_unusable", 2U), Pair("name_damaged", 1U),
                                          Pair("unrated", 1U)));
  std::map<std::string, Product> products;
  for (Product& product : stored()) products[product.name] = product;
  EXPECT_EQ(products.at("Barrier Crème").price_range, "$30");
  EXPECT_THAT(products.at("Barrier Crème").skin_kinds, ElementsAre(SkinKind::dry, SkinKind::normal));
  EXPECT_THAT(products.at("Foam").skin_kinds, IsEmpty());
  EXPECT_FALSE(products.at("Foam").rated);
  EXPECT_EQ(products.at("Dark?Spot Serum").skin_kinds.size(), skin_kind_count);

  ImportOptions plain;
  plain.preset = "none";
  const auto again = import(header + rows, plain);
  EXPECT_EQ(again->preset, "");
  EXPECT_EQ(again->doubts.at("price_left_out"), 3U);
}

TEST_F(ImportTest, TheBritishShopTableLeavesItsPricesOut) {
  const auto report = import(
      "product_name,product_url,product_type,clean_ingreds,price\n"
      "Example Daily Cleanser 236ml,https://www.lookfantastic.com/example/1.html,Cleanser,\"['aqua', 'glycerin']\",$5.20\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->preset, "lookfantastic");
  EXPECT_THAT(report->doubts, ElementsAre(Pair("brand_not_stated", 1U), Pair("price_left_out", 1U)));
  EXPECT_EQ(stored().front().price_range, "");
}

TEST_F(ImportTest, APresetCanBeNamedAndAnUnknownOneIsRefused) {
  ImportOptions options;
  options.preset = "sephora-2018";
  const auto report = import("Label,Brand,Name,Price,Rank,Ingredients\nCleanser,A,B,10,4,\"Water, Talc\"\n", options);
  ASSERT_TRUE(report);
  EXPECT_EQ(stored().front().price_range, "$10");
  options.preset = "nobody";
  EXPECT_EQ(import("Name\nA\n", options).error().code, "unknown_preset");
  options.preset = "sephora-2018";
  EXPECT_EQ(import("Name\nA\n", options).error().code, "unknown_column");
}

TEST_F(ImportTest, TheSameBrandAndNameUnderAnotherIdIsLeftOut) {
  const auto report = import(
      "product_id,brand,name\nP1,Example,Night Cream\nP2,example,Night  cream\nP3,Example,Day Cream\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->imported, 2U);
  EXPECT_EQ(report->duplicates, 1U);
  EXPECT_EQ(report->doubts.at("duplicate"), 1U);
  EXPECT_EQ(stored().size(), 2U);
}

TEST_F(ImportTest, AnotherVersionTellsWhatChanged) {
  ASSERT_TRUE(import("product_id,brand,name\nP1,A,One\nP2,A,Two\nP3,A,Three\n"));
  const auto embedded_before = room_.embedder().count.load();
  const auto report = import("product_id,brand,name\nP1,A,One\nP2,A,Two renewed\nP4,A,Four\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->unchanged, 1U);
  EXPECT_EQ(report->changed, 1U);
  EXPECT_EQ(report->added, 1U);
  EXPECT_EQ(report->missing, 1U);
  EXPECT_EQ(report->removed, 0U);
  EXPECT_EQ(stored().size(), 4U);
  EXPECT_EQ(room_.embedder().count.load(), embedded_before + 2);
}

TEST_F(ImportTest, OnlyAReplacementRemovesWhatTheFileDoesNotHave) {
  ASSERT_TRUE(import("product_id,brand,name\nP1,A,One\nP2,A,Two\nP3,A,Three\n"));
  ImportOptions replace;
  replace.missing = Missing::remove;
  const auto damaged = import("product_id,brand,name\nP1,A,One\nP9,A\n", replace);
  ASSERT_TRUE(damaged);
  EXPECT_EQ(damaged->refused, 1U);
  EXPECT_TRUE(damaged->removal_skipped);
  EXPECT_EQ(damaged->removed, 0U);
  EXPECT_EQ(stored().size(), 3U);

  const auto report = import("product_id,brand,name\nP1,A,One\n", replace);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->missing, 2U);
  EXPECT_EQ(report->removed, 2U);
  EXPECT_EQ(stored().size(), 1U);
  EXPECT_EQ(room_.search().size(), 1);
  const auto found = test::run(room_.search().search({"Three", {}, 5, {}}, Deadline::never()));
  EXPECT_EQ(found->size(), 1U);
  room_.reopen();
  EXPECT_EQ(room_.search().size(), 1);
}

TEST_F(ImportTest, WhatIsExportedImportsBackExactly) {
  Product product;
  product.id = ProductId::trusted("odd-1");
  product.name = "Crème \"Night\", 50%";
  product.brand = "A|B";
  product.category = "face mask";  // not how an import would show it
  product.description = "Line one.";
  product.price_range = "£5";
  product.amazon_url = "https://example.org/a?b=c";
  product.rating = 4.25;
  product.review_count = 7;
  product.rated = true;
  product.target_conditions = {Label::wrinkles};
  product.ingredients = {"Water (Aqua), Eau, and more, here", "1,2-Hexanediol"};
  product.skin_kinds = {SkinKind::oily};
  Product plain;
  plain.id = ProductId::trusted("odd-2");
  plain.name = "Crème \"Night\", 50%";
  plain.brand = "A|B";
  ASSERT_TRUE(test::run(room_.store().upsert({product, plain}, Deadline::never())));

  test::TempFolder folder;
  for (const char* name : {"all.json", "all.ndjson"}) {
    const auto path = folder.path() / name;
    EXPECT_EQ(*test::run(export_products(room_.store(), path, Deadline::never())), 2U);
    CatalogTestRoom other;
    const ImportTarget target{other.store(), other.search(), null_metrics()};
    const auto report = test::run(import_file(path, {}, target, {}, Deadline::never()));
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->imported, 2U);
    EXPECT_THAT(report->doubts, IsEmpty());
    EXPECT_EQ(*test::run(list_all(other.store(), Deadline::never())), stored());
    const auto second = folder.path() / ("again-" + std::string(name));
    EXPECT_EQ(*test::run(export_products(other.store(), second, Deadline::never())), 2U);
    EXPECT_EQ(*read_file(path, 1'000'000), *read_file(second, 1'000'000));
  }
}

TEST_F(ImportTest, AnExportedRowThatCouldNotHaveBeenExportedIsRefused) {
  const auto report = import(R"rows([
{"lumen_product": 1, "product_id": "ok", "name": "Fine"},
{"lumen_product": 1, "product_id": "no name"},
{"lumen_product": 1, "product_id": "bad id!", "name": "A"},
{"lumen_product": 1, "product_id": "p3", "name": "A", "amazon_url": "javascript:alert(1)"},
{"lumen_product": 1, "product_id": "p4", "name": "A", "rating": 9},
{"lumen_product": 1, "product_id": "p5", "name": "A", "ingredients": [""]}
])rows");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->imported, 1U);
  EXPECT_EQ(report->refused, 5U);
}

}  // namespace
}  // namespace lumen::catalog
