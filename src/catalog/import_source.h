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
};

struct SourceOptions {
  std::map<ImportField, std::string> columns;  // field → column or member, before recognition
  std::size_t row_bytes_max = 1'000'000;
};

// JSON when the text begins with a bracket or a brace, else CSV. `text` is UTF-8 and outlives the source. Errors:
// `invalid` "empty_file", and those of map_columns.
Result<std::unique_ptr<ImportSource>> open_source(std::string_view text, const SourceOptions& options);

}  // namespace lumen::catalog
