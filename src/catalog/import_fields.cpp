// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_fields.h"

#include <algorithm>

#include "base/encoding.h"
#include "catalog/text_start.h"

namespace lumen::catalog {
namespace {

constexpr std::array<std::string_view, import_field_count> field_names = {
    "product_id",  "name",       "brand", "category", "description",  "price_usd",   "price",
    "price_range", "amazon_url", "url",   "rating",   "review_count", "ingredients", "conditions",
};

struct ColumnName {
  std::string_view name;  // lower case letters and digits only
  ImportField field;
  int rank;
};

constexpr ColumnName column_names[] = {
    {"productid", ImportField::product_id, 0},
    {"id", ImportField::product_id, 1},
    {"asin", ImportField::product_id, 2},
    {"sku", ImportField::product_id, 3},
    {"name", ImportField::name, 0},
    {"productname", ImportField::name, 0},
    {"title", ImportField::name, 1},
    {"producttitle", ImportField::name, 1},
    {"product", ImportField::name, 2},
    {"brand", ImportField::brand, 0},
    {"brandname", ImportField::brand, 0},
    {"manufacturer", ImportField::brand, 1},
    {"category", ImportField::category, 0},
    {"secondarycategory", ImportField::category, 1},
    {"producttype", ImportField::category, 2},
    {"type", ImportField::category, 3},
    {"label", ImportField::category, 4},
    {"primarycategory", ImportField::category, 5},
    {"description", ImportField::description, 0},
    {"productdescription", ImportField::description, 0},
    {"priceusd", ImportField::price_usd, 0},
    {"usd", ImportField::price_usd, 1},
    {"price", ImportField::price, 0},
    {"listprice", ImportField::price, 1},
    {"pricerange", ImportField::price_range, 0},
    {"amazonurl", ImportField::amazon_url, 0},
    {"amazonlink", ImportField::amazon_url, 1},
    {"url", ImportField::url, 0},
    {"producturl", ImportField::url, 0},
    {"link", ImportField::url, 1},
    {"rating", ImportField::rating, 0},
    {"averagerating", ImportField::rating, 0},
    {"stars", ImportField::rating, 1},
    {"rank", ImportField::rating, 2},
    {"reviewcount", ImportField::review_count, 0},
    {"reviews", ImportField::review_count, 1},
    {"numreviews", ImportField::review_count, 1},
    {"numberofreviews", ImportField::review_count, 1},
    {"ratingcount", ImportField::review_count, 2},
    {"ingredients", ImportField::ingredients, 0},
    {"ingredientlist", ImportField::ingredients, 0},
    {"inci", ImportField::ingredients, 1},
    {"cleaningreds", ImportField::ingredients, 1},
    {"cleaningredients", ImportField::ingredients, 1},
    {"targetconditions", ImportField::conditions, 0},
    {"conditions", ImportField::conditions, 1},
    {"concerns", ImportField::conditions, 1},
};

std::string plain(std::string_view name) {
  std::string out;
  for (const char c : to_lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(c);
  }
  return out;
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    if (out.size() > 300) return out + ", …";
    out += (out.empty() ? "\"" : ", \"") + text_start(name, 60) + "\"";
  }
  return out;
}

Result<void> apply(const std::map<ImportField, std::string>& overrides, const std::vector<std::string>& header,
                   ColumnMap& map) {
  for (const auto& [field, column] : overrides) {
    auto& place = map[static_cast<std::size_t>(field)];
    place.reset();
    if (column.empty()) continue;
    const std::string_view wanted = trim(column);
    const auto found = std::find_if(header.begin(), header.end(),
                                    [wanted](const std::string& name) { return iequals(trim(name), wanted); });
    if (found == header.end()) {
      return fail(invalid("unknown_column", "The file has no column \"" + text_start(column, 60) + "\". It has " +
                                                quoted_list(header) + "."));
    }
    place = static_cast<std::size_t>(found - header.begin());
  }
  return {};
}

}  // namespace

std::string_view to_string(ImportField field) { return field_names[static_cast<std::size_t>(field)]; }

std::optional<ImportField> parse_import_field(std::string_view name) {
  for (std::size_t i = 0; i < field_names.size(); ++i) {
    if (field_names[i] == name) return static_cast<ImportField>(i);
  }
  return std::nullopt;
}

std::optional<KnownColumn> recognise_column(std::string_view name) {
  const std::string wanted = plain(name);
  for (const ColumnName& one : column_names) {
    if (one.name == wanted) return KnownColumn{one.field, one.rank};
  }
  return std::nullopt;
}

Result<ColumnMap> map_columns(const std::vector<std::string>& header,
                              const std::map<ImportField, std::string>& overrides) {
  ColumnMap map{};
  std::array<int, import_field_count> ranks{};
  for (std::size_t column = 0; column < header.size(); ++column) {
    const auto known = recognise_column(header[column]);
    if (!known) continue;
    const auto field = static_cast<std::size_t>(known->field);
    if (map[field] && ranks[field] <= known->rank) continue;
    map[field] = column;
    ranks[field] = known->rank;
  }
  if (auto applied = apply(overrides, header, map); !applied) return fail(applied.error());
  if (!map[static_cast<std::size_t>(ImportField::name)]) {
    return fail(invalid("no_name_column", "No column with product names was recognised among " + quoted_list(header) +
                                              ". Name it with --map name=Column."));
  }
  return map;
}

Result<std::map<ImportField, std::string>> parse_column_overrides(std::string_view text) {
  std::map<ImportField, std::string> overrides;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = part.find('=');
    const auto field = parse_import_field(trim(part.substr(0, equals)));
    if (equals == std::string_view::npos || !field) {
      return fail(invalid("bad_map", "\"" + text_start(part, 60) + "\" is not field=Column. Fields are " +
                                         quoted_list({field_names.begin(), field_names.end()}) + "."));
    }
    overrides[*field] = std::string(trim(part.substr(equals + 1)));
  }
  return overrides;
}

}  // namespace lumen::catalog
