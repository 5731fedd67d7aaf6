// SPDX-License-Identifier: Apache-2.0
#pragma once
// The facts an import reads, and the column names it knows them by. Pure.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lumen::catalog {

enum class ImportField : std::uint8_t {
  product_id,
  name,
  brand,
  category,
  description,
  price_usd,    // a number in US dollars
  price,        // with a currency sign, or without: then the currency is unknown
  price_range,  // as it is shown
  amazon_url,
  url,  // of the shop's page; tells the shop's currency and is not kept
  rating,
  review_count,
  ingredients,
  conditions,
};
inline constexpr std::size_t import_field_count = 14;

std::string_view to_string(ImportField field);
std::optional<ImportField> parse_import_field(std::string_view name);

// The field a column is, by its name in any case and punctuation ("Product Name", "product_name").
// `rank` is lower for the better of two columns of one field ("secondary_category" before "primary_category").
struct KnownColumn {
  ImportField field = ImportField::name;
  int rank = 0;
};
std::optional<KnownColumn> recognise_column(std::string_view name);

// Which column holds which field; absent fields have no column.
using ColumnMap = std::array<std::optional<std::size_t>, import_field_count>;

// Columns by `overrides` first (field → column name, "" for none), then by recognition. `invalid`:
// "unknown_column" when an override names a column that is not there, "no_name_column" without a name.
Result<ColumnMap> map_columns(const std::vector<std::string>& header,
                              const std::map<ImportField, std::string>& overrides);

// Reads "name=Product Name,price=Cost". `invalid` "bad_map" for an unknown field.
Result<std::map<ImportField, std::string>> parse_column_overrides(std::string_view text);

}  // namespace lumen::catalog
