// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_products.h"

#include <unordered_map>
#include <utility>

#include "base/files.h"
#include "catalog/text_decoding.h"

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
      : source_(std::move(source)), options_{options.currency, options.limits.fields} {}

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
        take(row.line, std::move(*read), batch);
      } else {
        refuse(row.line, read.error().code, read.error().message);
      }
    }
    return batch;
  }

  ImportReport& report() { return report_; }

 private:
  void refuse(std::size_t line, std::string code, std::string reason) {
    ++report_.refused;
    note(report_.refused_rows, {line, std::move(code), std::move(reason)});
  }

  void take(std::size_t line, ImportedProduct read, std::vector<Product>& batch) {
    const auto [first, fresh] = lines_.try_emplace(read.product.id, line);
    if (!fresh) {
      read.doubts.push_back(
          {"repeated", "the same product as in line " + std::to_string(first->second) + "; the later row was kept"});
    }
    if (!read.doubts.empty()) ++report_.doubtful;
    for (ImportDoubt& doubt : read.doubts) {
      ++report_.doubts[doubt.code];
      note(report_.doubtful_rows, {line, std::move(doubt.code), std::move(doubt.text)});
    }
    ++report_.imported;
    batch.push_back(std::move(read.product));
  }

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
  const SourceOptions source_options{options.columns, options.limits.row_bytes};
  const Result<std::size_t> rows_total = count_rows(decoded->text, source_options, options.limits);
  if (!rows_total) co_return fail(rows_total.error());

  auto source = open_source(decoded->text, source_options);
  if (!source) co_return fail(source.error());
  const std::string format = (*source)->describe() + ", " + std::string(to_string(decoded->encoding));
  BatchReader reader(std::move(*source), options);
  for (;;) {
    std::vector<Product> batch = reader.next_batch();
    if (batch.empty()) break;
    const Result<void> stored = co_await target.store.upsert(batch, deadline);
    if (!stored) co_return fail(stored.error());
    const Result<void> indexed = co_await target.search.index(std::move(batch), deadline);
    if (!indexed) co_return fail(indexed.error());
    if (on_progress) on_progress({reader.report().rows, *rows_total});
  }
  ImportReport report = std::move(reader.report());
  report.format = format;
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
