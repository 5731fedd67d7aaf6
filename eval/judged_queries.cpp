// SPDX-License-Identifier: Apache-2.0
#include "eval/judged_queries.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/json.h"

namespace lumen::eval {
namespace {

constexpr std::size_t file_bytes_max = 4'000'000;

Error bad_row(std::size_t row, std::string_view what) {
  return invalid("bad_queries", fmt::format("Row {} of the queries: {}.", row + 1, what));
}

bool read_flag(const json::object& object, std::string_view name) { return get_bool(object, name).value_or(false); }

// An unknown name is a slip that would make the check look cleaner than it is.
bool known(const json::object& constraints) {
  static constexpr std::array<std::string_view, 8> names = {
      "exclude_ingredients", "fragrance_free", "vegan", "pregnancy_safe",
      "price_usd_max",       "category",       "brand", "skin_type"};
  for (const auto& member : constraints) {
    if (std::find(names.begin(), names.end(), std::string_view(member.key())) == names.end()) return false;
  }
  return true;
}

Constraints read_constraints(const json::object& object) {
  Constraints result;
  if (const json::array* excluded = get_array(object, "exclude_ingredients")) {
    for (const json::value& one : *excluded) {
      if (one.is_string()) result.exclude_ingredients.emplace_back(one.get_string());
    }
  }
  result.fragrance_free = read_flag(object, "fragrance_free");
  result.vegan = read_flag(object, "vegan");
  result.pregnancy_safe = read_flag(object, "pregnancy_safe");
  result.price_usd_max = get_number(object, "price_usd_max");
  result.category = get_string(object, "category").value_or("");
  result.brand = get_string(object, "brand").value_or("");
  result.skin_type = get_string(object, "skin_type").value_or("");
  return result;
}

Result<JudgedQuery> read_row(const json::value& value, std::size_t row) {
  if (!value.is_object()) return fail(bad_row(row, "not an object"));
  const json::object& object = value.get_object();
  JudgedQuery result;
  result.query = get_string(object, "query").value_or("");
  if (result.query.empty()) return fail(bad_row(row, "no query"));
  if (const json::object* constraints = get_object(object, "constraints")) {
    if (!known(*constraints)) return fail(bad_row(row, "an unknown constraint"));
    result.constraints = read_constraints(*constraints);
  }
  const json::object* grades = get_object(object, "grades");
  if (grades == nullptr || grades->empty()) return fail(bad_row(row, "no grades"));
  for (const auto& member : *grades) {
    const auto grade = get_integer(*grades, member.key());
    if (!grade || *grade < 0 || *grade > 3) return fail(bad_row(row, "a grade that is not 0 to 3"));
    if (*grade > 0) result.grades.emplace(std::string(member.key()), static_cast<int>(*grade));
  }
  return result;
}

}  // namespace

Result<std::vector<JudgedQuery>> parse_judged_queries(std::string_view text) {
  auto value = parse_json(text, {file_bytes_max, 8});
  if (!value) return fail(std::move(value.error()));
  if (!value->is_array()) return fail(invalid("bad_queries", "The queries are not a JSON array."));
  std::vector<JudgedQuery> queries;
  for (const json::value& one : value->get_array()) {
    auto query = read_row(one, queries.size());
    if (!query) return fail(std::move(query.error()));
    queries.push_back(std::move(*query));
  }
  return queries;
}

Result<std::vector<JudgedQuery>> read_judged_queries(const std::filesystem::path& file) {
  auto bytes = read_file(file, file_bytes_max);
  if (!bytes) return fail(std::move(bytes.error()));
  return parse_judged_queries(as_text(*bytes));
}

}  // namespace lumen::eval
