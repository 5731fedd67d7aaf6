// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "base/json.h"
#include "catalog/active_matcher.h"
#include "catalog/csv_reader.h"
#include "catalog/export_products.h"
#include "catalog/import_presets.h"
#include "catalog/json_splitter.h"
#include "domain/product_json.h"

namespace lumen::catalog {
namespace {

class CsvSource final : public ImportSource {
 public:
  using SkinColumns = std::vector<std::pair<SkinKind, std::size_t>>;

  CsvSource(CsvReader reader, ColumnMap map, std::size_t columns, char delimiter)
      : reader_(reader), map_(map), columns_(columns), delimiter_(delimiter) {}

  void take_preset(const ImportPreset& preset, const std::vector<std::string>& header) {
    preset_ = preset.name;
    for (const std::string_view column : split_bar(preset.skin_columns)) {
      const auto kind = parse_skin_kind(column);
      const auto place = std::find_if(header.begin(), header.end(),
                                      [column](const std::string& name) { return trim(name) == column; });
      if (kind && place != header.end()) {
        skin_columns_.emplace_back(*kind, static_cast<std::size_t>(place - header.begin()));
      }
    }
  }

  Step next(ImportRow& row, std::string& reason) override {
    row = {};
    CsvRecord record;
    const CsvReader::Step step = reader_.next(record, reason);
    row.line = record.line;
    if (step == CsvReader::Step::end) return Step::end;
    if (step == CsvReader::Step::refused) return Step::refused;
    if (record.fields.size() != columns_) {
      reason = fmt::format("the row has {} fields, the header has {}", record.fields.size(), columns_);
      return Step::refused;
    }
    for (const auto& [kind, column] : skin_columns_) {
      if (trim(record.fields[column]) == "1") row.skin_kinds.push_back(kind);
    }
    for (std::size_t field = 0; field < import_field_count; ++field) {
      if (map_[field]) row.fields[field] = std::move(record.fields[*map_[field]]);
    }
    if (const std::string text = row.text(ImportField::conditions); !text.empty()) split_conditions(text, row);
    return Step::row;
  }

  std::string describe() const override {
    return delimiter_ == ',' ? "CSV (comma)" : delimiter_ == ';' ? "CSV (semicolon)" : "CSV (tab)";
  }

  std::string preset() const override { return preset_; }

 private:
  static void split_conditions(std::string_view text, ImportRow& row) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(",|;"), text.size());
      row.condition_names.emplace_back(trim(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  CsvReader reader_;
  ColumnMap map_;
  std::size_t columns_;
  char delimiter_;
  std::string preset_;
  SkinColumns skin_columns_;
};

std::string plain_text(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (value.is_uint64()) return std::to_string(value.get_uint64());
  if (value.is_double()) return fmt::format("{}", value.get_double());
  return {};
}

std::vector<std::string> texts_of(const json::array& array) {
  std::vector<std::string> texts;
  for (const json::value& value : array) texts.push_back(plain_text(value));
  return texts;
}

class JsonSource final : public ImportSource {
 public:
  JsonSource(std::string_view text, const SourceOptions& options)
      : splitter_(text, options.row_bytes_max), limits_{options.row_bytes_max, 8}, columns_(options.columns) {}

  Step next(ImportRow& row, std::string& reason) override {
    row = {};
    JsonPiece piece;
    const JsonSplitter::Step step = splitter_.next(piece, reason);
    row.line = piece.line;
    if (step == JsonSplitter::Step::end) return Step::end;
    if (step == JsonSplitter::Step::refused) return Step::refused;
    const auto value = parse_json(piece.text, limits_);
    if (!value) {
      reason = "the JSON is malformed";
      return Step::refused;
    }
    const json::object& object = value->get_object();
    if (get_integer(object, exported_member)) {
      auto product = product_from_json(object);
      if (!product) {
        reason = "the exported product has no product_id or no name";
        return Step::refused;
      }
      row.exported = std::move(*product);
      return Step::row;
    }
    read(object, row);
    return Step::row;
  }

  std::string describe() const override { return "JSON"; }

 private:
  std::optional<KnownColumn> field_of(std::string_view member) const {
    for (const auto& [field, column] : columns_) {
      if (iequals(column, member)) return KnownColumn{field, -1};
    }
    const auto known = recognise_column(member);
    if (known && columns_.contains(known->field)) return std::nullopt;  // taken by an override
    return known;
  }

  void read(const json::object& object, ImportRow& row) const {
    if (const json::array* kinds = get_array(object, "skin_types")) {
      for (const std::string& name : texts_of(*kinds)) {
        if (const auto kind = parse_skin_kind(name)) row.skin_kinds.push_back(*kind);
      }
    }
    std::array<int, import_field_count> ranks{};
    for (const auto& [member, value] : object) {
      const auto known = field_of(member);
      if (!known || value.is_null()) continue;
      const auto place = static_cast<std::size_t>(known->field);
      if (row.fields[place] && ranks[place] <= known->rank) continue;
      ranks[place] = known->rank;
      if (const json::array* array = value.if_array()) {
        if (known->field == ImportField::ingredients) row.ingredient_names = texts_of(*array);
        if (known->field == ImportField::conditions) row.condition_names = texts_of(*array);
        continue;
      }
      row.fields[place] = plain_text(value);
      if (known->field == ImportField::conditions) row.condition_names = {*row.fields[place]};
    }
  }

  JsonSplitter splitter_;
  JsonLimits limits_;
  std::map<ImportField, std::string> columns_;
};

}  // namespace

Result<std::unique_ptr<ImportSource>> open_source(std::string_view text, const SourceOptions& options) {
  const std::string_view content = trim(text);
  if (content.empty()) return fail(invalid("empty_file", "The file is empty."));
  if (content.front() == '[' || content.front() == '{') return std::make_unique<JsonSource>(text, options);

  const char delimiter = CsvReader::detect_delimiter(text);
  CsvReader reader(text, delimiter, options.row_bytes_max);
  CsvRecord header;
  std::string reason;
  if (reader.next(header, reason) != CsvReader::Step::record) {
    return fail(invalid("bad_header", "The header line cannot be read: " + reason + "."));
  }
  const auto preset = choose_preset(options.preset, header.fields);
  if (!preset) return fail(preset.error());
  std::map<ImportField, std::string> columns = options.columns;
  if (*preset != nullptr) {
    auto more = parse_column_overrides((*preset)->columns);
    if (!more) return fail(more.error());
    columns.merge(*more);
  }
  auto map = map_columns(header.fields, columns);
  if (!map) return fail(map.error());
  auto source = std::make_unique<CsvSource>(reader, *map, header.fields.size(), delimiter);
  if (*preset != nullptr) source->take_preset(**preset, header.fields);
  return source;
}

}  // namespace lumen::catalog
