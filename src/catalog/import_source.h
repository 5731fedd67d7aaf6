// SPDX-License-Identifier: Apache-2.0
#pragma once
// A file of products as a stream of rows: CSV with a header line, a JSON array of objects, or NDJSON. Pure.

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "catalog/import_fields.h"
#include "catalog/import_row.h"

namespace lumen::catalog {

class ImportSource {
 public:
  virtual ~ImportSource() = default;

  enum class Step { row, refused, end };
  // On `refused`, `row.line` and `reason` say what was wrong.
  virtual Step next(ImportRow& row, std::string& reason) = 0;

  // "CSV (comma)", "JSON"; for the report.
  virtual std::string describe() const = 0;

  // The preset that was taken, or "".
  virtual std::string preset() const { return {}; }
};

struct SourceOptions {
  std::map<ImportField, std::string> columns;  // field → column or member, before recognition
  std::size_t row_bytes_max = 1'000'000;
  std::string preset = {};  // as choose_preset takes it; for CSV
};

// JSON when the text begins with a bracket or a brace, else CSV. `text` is UTF-8 and outlives the source. Errors:
// `invalid` "empty_file", and those of choose_preset and map_columns. Columns of the options go before a preset's.
Result<std::unique_ptr<ImportSource>> open_source(std::string_view text, const SourceOptions& options);

}  // namespace lumen::catalog
