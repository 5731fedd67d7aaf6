// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of products, CSV or JSON: rows that go on to an end, and products within their limits in
// well-formed UTF-8, whatever the file said.

#include <algorithm>
#include <cmath>

#include "catalog/import_source.h"
#include "catalog/ingredient_list.h"
#include "catalog/text_decoding.h"
#include "tests/fuzz/fuzz.h"

using namespace lumen::catalog;
using lumen::fuzz::require;

namespace {

constexpr std::size_t row_bytes_max = 1'000;

bool is_plain(std::string_view text) {
  const bool printable =
      std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
  return printable && lumen::is_utf8(text);
}

void check(const lumen::Product& product) {
  const ImportFieldLimits limits;
  require(!product.name.empty() && product.name.size() <= limits.name, "a product has a name within its limit");
  require(!product.id.empty() && product.id.text().size() <= limits.product_id, "a product has an id within its limit");
  require(product.brand.size() <= limits.brand, "a brand has a limit");
  require(product.amazon_url.empty() || product.amazon_url.starts_with("https://"), "a link is https");
  require(product.amazon_url.size() <= limits.url, "a link has a limit");
  for (const std::string& text : {product.id.text(), product.name, product.brand, product.category, product.description,
                                  product.price_range, product.amazon_url}) {
    require(is_plain(text), "a text is plain UTF-8");
  }
  require(product.rating >= 0 && product.rating <= 5 && product.review_count >= 0, "a rating is up to five stars");
  require(product.rated == (product.rating > 0), "only a rated product has stars");
  require(product.ingredients.size() <= ingredients_max, "ingredients have a largest number");
  for (const std::string& name : product.ingredients) {
    require(!name.empty() && name.size() <= ingredient_bytes_max && is_plain(name),
            "an ingredient is short plain text");
  }
}

void check(const ImportedProduct& imported) {
  check(imported.product);
  for (const ImportDoubt& doubt : imported.doubts) {
    require(!doubt.code.empty() && lumen::is_utf8(doubt.text), "a doubt is told in UTF-8");
  }
}

void read_rows(std::string_view text, ImportSource& source) {
  std::size_t line = 0;
  for (std::size_t steps = 0; steps <= text.size(); ++steps) {
    ImportRow row;
    std::string reason;
    const ImportSource::Step step = source.next(row, reason);
    if (step == ImportSource::Step::end) return;
    require(row.line >= line && row.line > 0, "lines are counted upwards");
    line = row.line;
    if (step == ImportSource::Step::refused) {
      require(!reason.empty() && lumen::is_utf8(reason), "a refusal has a reason");
    } else if (const auto imported = product_from_row(row, {})) {
      check(*imported);
    } else {
      require(imported.error().code == "bad_row", "a row that is no product is refused as one");
    }
  }
  require(false, "a file comes to an end");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {
      text_seed("product_name,brand,price,clean_ingreds,rating,review_count,url\r\n"
                "Gel,\"A, B\",£5.20,\"['glycerin', \"\"d'eau\"\", 'caf\\xe9']\",4.5,120,https://shop.co.uk/1\r\n"
                "Cr?me,,24,\"Water (Aqua, Eau), 1,2-Hexanediol; *Organic\",0,,http://x\r\n"),
      text_seed("name;price_usd;amazon_url;conditions\nCleanser;\"12,50 "
                "\xe2\x82\xac\";https://a.example/é;acne|pores\n;1;;\n"),
      text_seed("name\tprice_range\nCaf\xe9 \x80\t$10-$20\n"),
      text_seed(R"([{"title": "Gel", "price": 12.5, "reviews": 508, "rating": 4, "inci": ["a", 7, null], "brand": null},
 {"name": "Salicylic Acid 2%", "product_id": "sa-2", "conditions": ["acne"], "ingredients": "salicylic acid, niacinamide"}])"),
      text_seed("{\"name\": \"One\"}\n{\"name\": \"\\u00e9\", \"primary_category\": \"Toner\"\n{\"name\": {}}\n7\n"),
      text_seed(R"({"lumen_product": 1, "product_id": "a-1", "name": "Gel", "rating": 4.5, "rated": true,
 "amazon_url": "https://a.example", "ingredients": ["Water", "1,2-Hexanediol"], "skin_types": ["dry"]})"),
      text_seed("Label,Brand,Name,Price,Rank,Ingredients,Combination,Dry,Normal,Oily,Sensitive\r\n"
                "Cleanser,A,Foam,12,0,\"Water, Talc.\",0,1,x,,1\r\n"),
      text_seed("name,price\nGel," + std::string(39, 'x') + "é\n")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = decode_text({data, size});
  if (!decoded) {
    require(decoded.error().code == "utf16_file" || decoded.error().code == "binary_file", "a refused file is no text");
    return 0;
  }
  require(lumen::is_utf8(decoded->text), "decoded text is UTF-8");
  const auto source = open_source(decoded->text, {{}, row_bytes_max});
  if (source) read_rows(decoded->text, **source);
  return 0;
}
