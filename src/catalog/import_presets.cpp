// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_presets.h"

#include <algorithm>

#include "base/encoding.h"
#include "catalog/active_matcher.h"
#include "catalog/text_start.h"

namespace lumen::catalog {
namespace {

constexpr ImportPreset presets[] = {
    // Prices are whole US dollars, Rank is stars with 0 for "nobody rated it", and a row without any skin flag says
    // nothing about skin.
    {"sephora-2018", "Label|Brand|Name|Price|Rank|Ingredients|Combination|Dry|Normal|Oily|Sensitive",
     "category=Label,price_usd=Price,price=,rating=Rank", "Combination|Dry|Normal|Oily|Sensitive"},
    // The brand is the start of the name and stays there; prices show dollars of a shop that charges pounds.
    {"lookfantastic", "product_name|product_url|product_type|clean_ingreds|price", "", ""},
    {"sephora-2023", "product_id|product_name|brand_name|rating|reviews|ingredients|price_usd|secondary_category",
     "category=secondary_category", ""},
};

bool has_all(const std::vector<std::string>& header, std::string_view wanted) {
  const auto columns = split_bar(wanted);
  return std::all_of(columns.begin(), columns.end(), [&](std::string_view column) {
    return std::any_of(header.begin(), header.end(), [&](const std::string& name) { return trim(name) == column; });
  });
}

}  // namespace

std::span<const ImportPreset> all_presets() { return presets; }

Result<const ImportPreset*> choose_preset(std::string_view name, const std::vector<std::string>& header) {
  if (name == "none") return nullptr;
  for (const ImportPreset& preset : presets) {
    if (name.empty() ? has_all(header, preset.header) : preset.name == name) return &preset;
  }
  if (name.empty()) return nullptr;
  std::string known;
  for (const ImportPreset& preset : presets) known.append(preset.name).append(", ");
  return fail(invalid("unknown_preset",
                      "There is no preset \"" + text_start(name, 60) + "\". There are " + known + "and none."));
}

}  // namespace lumen::catalog
