// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tables that go round as product data, known by their header: which column is what, beyond what a column's name
// tells. A preset is taken when the header has all of its columns, or by name. Pure data.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/import_fields.h"

namespace lumen::catalog {

struct ImportPreset {
  std::string_view name;          // for --preset
  std::string_view header;        // columns that tell it, separated by '|'
  std::string_view columns;       // as parse_column_overrides reads them
  std::string_view skin_columns;  // names of 0/1 columns, each a kind of skin, separated by '|'
};
std::span<const ImportPreset> all_presets();

// The preset with this name; "" recognises it by the header, "none" takes none. Null when none fits; `invalid`
// ("unknown_preset") for another name.
Result<const ImportPreset*> choose_preset(std::string_view name, const std::vector<std::string>& header);

}  // namespace lumen::catalog
