// SPDX-License-Identifier: Apache-2.0
#pragma once
// Imports products from CSV, a JSON array or NDJSON, UTF-8 or Windows-1252, into the store and the search.
// Products are written in batches, each durable before the next; importing a file again changes nothing. The report
// tells what was added, changed and left as it was; products that a file does not have stay unless it is told to
// replace the catalog, and then only when no row was refused.
// Costs up to 0.5 ms of processor time a product: run it on an executor of its own, not on a serving loop.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/encoding.h"
#include "base/metrics.h"
#include "base/result.h"
#include "base/task.h"
#include "catalog/import_row.h"
#include "catalog/import_source.h"
#include "catalog/product_search.h"
#include "catalog/product_store.h"

namespace lumen::catalog {

// All checked before the cost.
struct ImportLimits {
  std::size_t file_bytes = 200'000'000;
  std::size_t row_bytes = 1'000'000;
  std::size_t rows = 1'000'000;
  std::size_t damaged_rows = 10'000;  // rows that cannot be read; with more the file is refused
  ImportFieldLimits fields;
};

// What happens to products of the catalog that the file does not have.
enum class Missing : std::uint8_t { keep, remove };

struct ImportOptions {
  std::string preset;               // as catalog/import_presets.h takes it: "" recognises one by the header
  Missing missing = Missing::keep;  // with `remove` the file replaces the catalog
  std::map<ImportField, std::string> columns;  // from parse_column_overrides
  std::string currency;  // of prices without a sign: "USD", "GBP", "EUR"; "" leaves such prices out
  ImportLimits limits;
};

struct RowNote {
  std::size_t line = 0;
  std::string code;
  std::string text;  // for people
};

struct ImportReport {
  std::string format;    // "CSV (comma), Windows-1252"
  std::size_t rows = 0;  // read
  std::size_t imported = 0;
  std::size_t refused = 0;
  std::string preset;                         // that was taken; "" for none
  std::size_t duplicates = 0;                 // the same brand and name as an earlier row under another id: left out
  std::size_t added = 0;                      // products that were not there before
  std::size_t changed = 0;                    // that were, in another form
  std::size_t unchanged = 0;                  // that were, exactly so: not written again
  std::size_t missing = 0;                    // of the catalog that the file does not have
  std::size_t removed = 0;                    // of those, taken away
  bool removal_skipped = false;               // refused rows could have been any of them: none was taken away
  std::size_t doubtful = 0;                   // imported with something left out
  std::map<std::string, std::size_t> doubts;  // how often each code of ImportDoubt came
  static constexpr std::size_t notes_max = 1'000;
  std::vector<RowNote> refused_rows;   // the first notes_max
  std::vector<RowNote> doubtful_rows;  // the first notes_max
};

struct ImportProgress {
  std::size_t rows_done = 0;
  std::size_t rows_total = 0;
};
using OnImportProgress = std::function<void(const ImportProgress&)>;

struct ImportTarget {
  ProductStore& store;
  ProductSearch& search;
  Metrics& metrics;
};

// `on_progress` may be empty; it is called after each batch. Errors: `too_large` "file_too_large" and
// "too_many_rows", `invalid` as decode_text and open_source say and "too_many_damaged_rows" (nothing was
// imported then), and those of the store and the search (earlier batches stay).
Task<Result<ImportReport>> import_products(Bytes file, ImportOptions options, ImportTarget target,
                                           OnImportProgress on_progress, Deadline deadline);

// The same for a file on disk, whose size is checked before it is read. `not_found` when absent.
Task<Result<ImportReport>> import_file(std::filesystem::path path, ImportOptions options, ImportTarget target,
                                       OnImportProgress on_progress, Deadline deadline);

}  // namespace lumen::catalog
