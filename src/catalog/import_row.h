// SPDX-License-Identifier: Apache-2.0
#pragma once
// One row of an import as a product. Nothing is invented: what a row does not state, or states doubtfully, is left
// out and noted. Pure.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "catalog/import_fields.h"
#include "domain/product.h"

namespace lumen::catalog {

struct ImportRow {
  std::size_t line = 0;
  std::array<std::optional<std::string>, import_field_count> fields;
  std::vector<std::string> ingredient_names;  // when the source has a list of them
  std::vector<std::string> condition_names;
  std::vector<SkinKind> skin_kinds;
  std::optional<Product> exported;  // a product of our own export: taken as it is, within the limits

  std::string text(ImportField field) const;  // trimmed; "" when absent
};

// Longest texts, in bytes; a longer name refuses the row, any other longer text is left out.
struct ImportFieldLimits {
  std::size_t name = 300;
  std::size_t product_id = 128;
  std::size_t brand = 120;
  std::size_t category = 80;
  std::size_t description = 4'000;
  std::size_t url = 2'000;
  std::size_t ingredients = 64 * 1024;
};

// What was left out of a product, and why.
struct ImportDoubt {
  std::string code;  // ingredients_unusable | unrated | price_left_out | brand_not_stated | name_damaged | …
  std::string text;  // for people
};

struct ImportedProduct {
  Product product;
  std::vector<ImportDoubt> doubts;
};

struct RowOptions {
  std::string currency;  // of prices without a sign, when the user knows it; else ""
  ImportFieldLimits limits;
};

// Fails with the reason, for people, when the row is no product.
Result<ImportedProduct> product_from_row(const ImportRow& row, const RowOptions& options);

// "lp-" and 20 hexadecimal digits of SHA-256 over brand and name in lower case: stable across imports.
ProductId derive_product_id(std::string_view brand, std::string_view name);

// "Moisturizer by CLINIQUE. Contains Glycerin, Caffeine and Panthenol.": what the product states, in a sentence;
// names up to three ingredients that the catalog knows the use of.
std::string compose_description(const Product& product);

}  // namespace lumen::catalog
