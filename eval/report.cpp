// SPDX-License-Identifier: Apache-2.0
#include "eval/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json.h"

namespace lumen::eval {
namespace {

// Columns of the terminal, not bytes: a continuation byte of UTF-8 takes no room.
std::size_t width_of(const std::string& text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string space(width - std::min(width, width_of(text)), ' ');
  return right ? space + text : text + space;
}

std::string shown(const Cell& cell) { return cell.mark == Mark::missed ? cell.text + " !" : cell.text; }

std::vector<std::size_t> widths(const Table& table) {
  std::vector<std::size_t> result;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    std::size_t width = width_of(table.columns[column]);
    for (const auto& row : table.rows) width = std::max(width, width_of(shown(row.at(column))));
    result.push_back(width);
  }
  return result;
}

std::string trimmed(std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

json::value to_value(const Cell& cell) {
  if (cell.number) return *cell.number;
  return json::value(cell.text);
}

}  // namespace

Cell::Cell(double value, int decimals, Mark against_goal)
    : text(std::isfinite(value) ? fmt::format("{:.{}f}", value, decimals) : "–"), mark(against_goal) {
  if (std::isfinite(value)) number = round_to(value, decimals);
}

std::string to_text(const Table& table) {
  std::string text = fmt::format("\n{}\n", table.title);
  if (!table.note.empty()) text += fmt::format("  {}\n", table.note);
  const std::vector<std::size_t> width = widths(table);
  std::string line = "  ";
  for (std::size_t i = 0; i < width.size(); ++i) line += padded(table.columns[i], width[i], i > 0) + "  ";
  text += trimmed(line) + "\n";
  for (const auto& row : table.rows) {
    line = "  ";
    for (std::size_t i = 0; i < width.size(); ++i) {
      line += padded(shown(row[i]), width[i], i > 0 && row[i].number.has_value()) + "  ";
    }
    text += trimmed(line) + "\n";
  }
  return text;
}

std::string to_text(const Report& report) {
  std::string text = report.title + "\n";
  for (const std::string& remark : report.remarks) text += "  " + remark + "\n";
  for (const auto& part : report.parts) {
    if (const auto* table = std::get_if<Table>(&part)) text += to_text(*table);
  }
  return text;
}

json::object to_json(const Report& report) {
  json::object object{{"title", report.title}, {"remarks", json::value_from(report.remarks)}};
  for (const auto& part : report.parts) {
    const auto* table = std::get_if<Table>(&part);
    if (table == nullptr) continue;
    json::array rows;
    for (const auto& row : table->rows) {
      json::object member;
      for (std::size_t i = 0; i < row.size(); ++i) member[table->columns[i]] = to_value(row[i]);
      rows.push_back(std::move(member));
    }
    object[table->name] = std::move(rows);
  }
  return object;
}

}  // namespace lumen::eval
