// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_products.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/files.h"
#include "catalog/text_decoding.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t batch_products = 100;

void note(std::vector<RowNote>& notes, RowNote one) {
  if (notes.size() < ImportReport::notes_max) notes.push_back(std::move(one));
}

// Reads rows, keeps the report, and hands out batches of products.
class BatchReader {
 public:
  BatchReader(std::unique_ptr<ImportSource> source, const ImportOptions& options)
      : source_(std::move(source)), options_{options.currency, options.limits.fields} {
    report_.preset = source_->preset();
  }

  // Empty at the end of the file.
  std::vector<Product> next_batch() {
    std::vector<Product> batch;
    while (batch.size() < batch_products) {
      ImportRow row;
      std::string reason;
      const ImportSource::Step step = source_->next(row, reason);
      if (step == ImportSource::Step::end) break;
      ++report_.rows;
      if (step == ImportSource::Step::refused) {
        refuse(row.line, "row_unreadable", std::move(reason));
      } else if (auto read = product_from_row(row, options_)) {
        take(row, std::move(*read), batch);
      } else {
        refuse(row.line, read.error().code, read.error().message);
      }
    }
    return batch;
  }

  ImportReport& report() { return report_; }
  bool has(const ProductId& id) const { return lines_.contains(id); }

 private:
  void refuse(std::size_t line, std::string code, std::string reason) {
    ++report_.refused;
    note(report_.refused_rows, {line, std::move(code), std::move(reason)});
  }

  void take(const ImportRow& row, ImportedProduct read, std::vector<Product>& batch) {
    const std::size_t line = row.line;
    const auto [first, fresh] = lines_.try_emplace(read.product.id, line);
    if (!fresh) {
      read.doubts.push_back(
          {"repeated", "the same product as in line " + std::to_string(first->second) + "; the later row was kept"});
    } else if (!row.exported) {
      const auto [same, new_name] = names_.try_emplace(name_key(read.product), line);
      if (!new_name) {
        lines_.erase(first);
        ++report_.duplicates;
        ++report_.doubts["duplicate"];
        note(report_.doubtful_rows, {line, "duplicate", "the same brand and name as in line " +
                                                            std::to_string(same->second) + "; this row was left out"});
        return;
      }
    }
    if (!read.doubts.empty()) ++report_.doubtful;
    for (ImportDoubt& doubt : read.doubts) {
      ++report_.doubts[doubt.code];
      note(report_.doubtful_rows, {line, std::move(doubt.code), std::move(doubt.text)});
    }
    ++report_.imported;
    batch.push_back(std::move(read.product));
  }

  static std::string name_key(const Product& product) {
    std::string key;
    for (const std::string& word : search::split_words(product.brand + "\n" + product.name)) key += word + " ";
    return key;
  }

  std::unordered_map<std::string, std::size_t> names_;  // lines by brand and name
  std::unique_ptr<ImportSource> source_;
  RowOptions options_;
  ImportReport report_;
  std::unordered_map<ProductId, std::size_t> lines_;
};

Result<std::size_t> count_rows(std::string_view text, const SourceOptions& source_options, const ImportLimits& limits) {
  auto source = open_source(text, source_options);
  if (!source) return fail(source.error());
  std::size_t rows = 0;
  std::size_t damaged = 0;
  ImportRow row;
  std::string reason;
  for (;;) {
    const ImportSource::Step step = (*source)->next(row, reason);
    if (step == ImportSource::Step::end) return rows;
    if (++rows > limits.rows) {
      return fail(make_error(ErrorKind::too_large, "too_many_rows",
                             "The file has more than " + std::to_string(limits.rows) + " rows."));
    }
    if (step == ImportSource::Step::refused && ++damaged > limits.damaged_rows) {
      return fail(invalid("too_many_damaged_rows", "More than " + std::to_string(limits.damaged_rows) +
                                                       " rows cannot be read; line " + std::to_string(row.line) + ": " +
                                                       reason + "."));
    }
  }
}

// Takes out of the batch what the catalog holds exactly so, and counts. `counted` holds the ids of earlier batches.
std::vector<Product> differing(std::vector<Product> batch, std::vector<Product> stored,
                               std::unordered_set<ProductId>& counted, ImportReport& report) {
  std::unordered_map<ProductId, Product> before;
  for (Product& product : stored) {
    ProductId id = product.id;
    before.emplace(std::move(id), std::move(product));
  }
  std::vector<Product> rest;
  for (Product& product : batch) {
    const auto old = before.find(product.id);
    const bool same = old != before.end() && old->second == product;
    const bool first_time = counted.insert(product.id).second;
    if (first_time) ++(old == before.end() ? report.added : same ? report.unchanged : report.changed);
    if (!same || !first_time) rest.push_back(std::move(product));
  }
  return rest;
}

std::vector<ProductId> ids_of(const std::vector<Product>& products) {
  std::vector<ProductId> ids;
  for (const Product& product : products) ids.push_back(product.id);
  return ids;
}

// Counts what the file does not have, and takes it away when that is wanted.
Task<Result<void>> settle_missing(const BatchReader& reader, Missing missing, ImportTarget target, ImportReport& report,
                                  Deadline deadline) {
  Result<std::vector<Product>> all = co_await list_all(target.store, deadline);
  if (!all) co_return fail(all.error());
  std::vector<ProductId> gone;
  for (const Product& product : *all) {
    if (!reader.has(product.id)) gone.push_back(product.id);
  }
  report.missing = gone.size();
  if (missing == Missing::keep || gone.empty()) co_return Result<void>();
  report.removal_skipped = report.refused > 0;
  while (!report.removal_skipped && !gone.empty()) {
    const std::size_t count = std::min<std::size_t>(gone.size(), products_per_call_max);
    std::vector<ProductId> some(gone.end() - static_cast<std::ptrdiff_t>(count), gone.end());
    gone.resize(gone.size() - count);
    if (auto done = co_await target.store.remove(some, deadline); !done) co_return fail(done.error());
    if (auto done = co_await target.search.remove(std::move(some), deadline); !done) co_return fail(done.error());
    report.removed += count;
  }
  co_return Result<void>();
}

Error too_large(std::size_t bytes_max) {
  return make_error(ErrorKind::too_large, "file_too_large",
                    "The file is larger than " + std::to_string(bytes_max) + " bytes. Split it and import the parts.");
}

Counter& rows_counter(Metrics& metrics, const char* outcome) {
  return metrics.counter("lumen_product_import_rows_total", "Rows of imported product files.", {{"outcome", outcome}});
}

}  // namespace

Task<Result<ImportReport>> import_products(Bytes file, ImportOptions options, ImportTarget target,
                                           OnImportProgress on_progress, Deadline deadline) {
  if (file.size() > options.limits.file_bytes) co_return fail(too_large(options.limits.file_bytes));
  Result<DecodedText> decoded = decode_text(file);
  if (!decoded) co_return fail(decoded.error());
  file = Bytes();
  const SourceOptions source_options{options.columns, options.limits.row_bytes, options.preset};
  const Result<std::size_t> rows_total = count_rows(decoded->text, source_options, options.limits);
  if (!rows_total) co_return fail(rows_total.error());

  auto source = open_source(decoded->text, source_options);
  if (!source) co_return fail(source.error());
  const std::string format = (*source)->describe() + ", " + std::string(to_string(decoded->encoding));
  BatchReader reader(std::move(*source), options);
  std::unordered_set<ProductId> counted;
  for (;;) {
    std::vector<Product> batch = reader.next_batch();
    if (batch.empty()) break;
    std::vector<ProductId> ids = ids_of(batch);
    Result<std::vector<Product>> before = co_await target.store.get(std::move(ids), deadline);
    if (!before) co_return fail(before.error());
    batch = differing(std::move(batch), std::move(*before), counted, reader.report());
    const Result<void> stored = co_await target.store.upsert(batch, deadline);
    if (!stored) co_return fail(stored.error());
    const Result<void> indexed = co_await target.search.index(std::move(batch), deadline);
    if (!indexed) co_return fail(indexed.error());
    if (on_progress) on_progress({reader.report().rows, *rows_total});
  }
  ImportReport report = std::move(reader.report());
  report.format = format;
  const Result<void> settled = co_await settle_missing(reader, options.missing, target, report, deadline);
  if (!settled) co_return fail(settled.error());
  rows_counter(target.metrics, "duplicate").add(static_cast<double>(report.duplicates));
  rows_counter(target.metrics, "removed").add(static_cast<double>(report.removed));
  rows_counter(target.metrics, "imported").add(static_cast<double>(report.imported));
  rows_counter(target.metrics, "refused").add(static_cast<double>(report.refused));
  rows_counter(target.metrics, "doubtful").add(static_cast<double>(report.doubtful));
  co_return report;
}

Task<Result<ImportReport>> import_file(std::filesystem::path path, ImportOptions options, ImportTarget target,
                                       OnImportProgress on_progress, Deadline deadline) {
  Result<Bytes> file = read_file(path, options.limits.file_bytes);
  if (!file) {
    if (file.error().kind == ErrorKind::too_large) co_return fail(too_large(options.limits.file_bytes));
    co_return fail(file.error());
  }
  co_return co_await import_products(std::move(*file), std::move(options), target, std::move(on_progress), deadline);
}

}  // namespace lumen::catalog
