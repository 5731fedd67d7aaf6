// SPDX-License-Identifier: Apache-2.0
#include "eval/labelled_photos.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/encoding.h"
#include "base/files.h"
#include "catalog/csv_reader.h"

namespace lumen::eval {
namespace {

constexpr std::size_t manifest_bytes_max = 64 << 20;
constexpr std::size_t record_bytes_max = 1 << 20;

Error bad_set(std::string message) { return invalid("bad_photo_set", std::move(message)); }

// "redness_rosacea" is redness and "normal_skin" is normal: words are dropped from the end until a label is left.
std::optional<Label> label_of(std::string_view text) {
  text = trim(text);
  while (!text.empty()) {
    if (const auto label = parse_label(text)) return label;
    const std::size_t cut = text.find_last_of("_- ");
    text = cut == std::string_view::npos ? std::string_view() : text.substr(0, cut);
  }
  return std::nullopt;
}

std::vector<Label> labels_of(std::string_view text) {
  std::vector<Label> labels;
  while (true) {
    const std::size_t cut = text.find_first_of(";|");
    const auto label = label_of(text.substr(0, cut));
    if (label && std::find(labels.begin(), labels.end(), *label) == labels.end()) labels.push_back(*label);
    if (cut == std::string_view::npos) return labels;
    text.remove_prefix(cut + 1);
  }
}

bool is_photo(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 6> endings = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"};
  const std::string ending = to_lower(file.extension().string());
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

void add(PhotoSet& set, LabelledPhoto photo, std::string_view label_text) {
  photo.labels = labels_of(label_text);
  if (photo.labels.empty()) {
    set.skipped.push_back(photo.name + ": \"" + std::string(label_text) + "\" is no label");
  } else if (!std::filesystem::exists(photo.file)) {
    set.skipped.push_back(photo.name + ": there is no such file");
  } else {
    set.photos.push_back(std::move(photo));
  }
}

PhotoSet read_folders(const std::filesystem::path& folder) {
  PhotoSet set;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || !is_photo(entry.path())) continue;
    LabelledPhoto photo;
    photo.file = entry.path();
    const auto inside = std::filesystem::relative(entry.path(), folder);
    photo.name = inside.generic_string();
    auto part = inside.begin();
    photo.training = *part == "train";
    if (photo.training) ++part;
    add(set, std::move(photo), part->string());
  }
  return set;
}

// Where the columns lie in a record.
struct Columns {
  explicit Columns(const std::vector<std::string>& header) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      const std::string name = to_lower(trim(header[i]));
      if (name == "file" || name == "path") file = i;
      if (name == "label" || name == "labels") label = i;
      if (name == "split" || name == "train") split = i;
      if (!source && name.starts_with("source")) source = i;
    }
  }

  static std::string text(const std::vector<std::string>& fields, std::optional<std::size_t> column) {
    return column && *column < fields.size() ? std::string(trim(fields[*column])) : std::string();
  }

  std::optional<std::size_t> file;
  std::optional<std::size_t> label;
  std::optional<std::size_t> source;
  std::optional<std::size_t> split;
};

LabelledPhoto photo_of(const std::vector<std::string>& fields, const Columns& columns,
                       const std::filesystem::path& folder) {
  LabelledPhoto photo;
  photo.name = Columns::text(fields, columns.file);
  photo.file = folder / photo.name;
  photo.source = Columns::text(fields, columns.source);
  const std::string split = to_lower(Columns::text(fields, columns.split));
  photo.training = photo.name.starts_with("train/") || split == "train" || split == "true" || split == "1";
  return photo;
}

Result<PhotoSet> read_manifest(const std::filesystem::path& file) {
  auto bytes = read_file(file, manifest_bytes_max);
  if (!bytes) return fail(std::move(bytes.error()));
  std::string_view text = as_text(*bytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  catalog::CsvReader reader(text, catalog::CsvReader::detect_delimiter(text), record_bytes_max);
  catalog::CsvRecord record;
  std::string reason;
  if (reader.next(record, reason) != catalog::CsvReader::Step::record) return fail(bad_set("The manifest is empty."));
  const Columns columns(record.fields);
  if (!columns.file || !columns.label) return fail(bad_set("The manifest needs the columns file and label."));
  PhotoSet set;
  while (true) {
    const auto step = reader.next(record, reason);
    if (step == catalog::CsvReader::Step::end) return set;
    if (step == catalog::CsvReader::Step::refused) {
      set.skipped.push_back("line " + std::to_string(record.line) + ": " + reason);
      continue;
    }
    add(set, photo_of(record.fields, columns, file.parent_path()), Columns::text(record.fields, columns.label));
  }
}

}  // namespace

Result<PhotoSet> read_photo_set(const std::filesystem::path& where) {
  if (!std::filesystem::exists(where)) return fail(bad_set("There is no folder or file " + where.string() + "."));
  const bool folder = std::filesystem::is_directory(where);
  const std::filesystem::path manifest = folder ? where / "manifest.csv" : where;
  Result<PhotoSet> set = std::filesystem::exists(manifest) ? read_manifest(manifest) : read_folders(where);
  if (!set) return set;
  if (set->photos.empty()) return fail(bad_set("There is no labelled photo in " + where.string() + "."));
  std::sort(set->photos.begin(), set->photos.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return set;
}

}  // namespace lumen::eval
