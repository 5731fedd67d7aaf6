// SPDX-License-Identifier: Apache-2.0
#pragma once
// What an evaluation has to say: tables and pictures, written as text, as JSON and as a page of its own without any
// script. A cell knows its number, so that JSON carries figures and not their print.

#include <boost/json.hpp>
#include <filesystem>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace lumen::eval {

enum class Mark { none, met, missed };  // against a goal

struct Cell {
  Cell(std::string words) : text(std::move(words)) {}  // NOLINT(google-explicit-constructor): rows read as lists
  Cell(const char* words) : text(words) {}             // NOLINT(google-explicit-constructor)
  Cell(int count) : text(std::to_string(count)), number(count) {}  // NOLINT(google-explicit-constructor)
  Cell(double value, int decimals, Mark mark = Mark::none);

  std::string text;
  std::optional<double> number;
  Mark mark = Mark::none;
};

struct Table {
  std::string name;  // the member in JSON: "label_auroc"
  std::string title;
  std::string note;  // how to read it; may be empty
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
};

struct Picture {
  std::string caption;
  cv::Mat bgr;  // CV_8UC3
};

struct Gallery {
  std::string title;
  std::string note;
  std::vector<Picture> pictures;
};

struct Report {
  std::string title;
  std::vector<std::string> remarks;
  std::vector<std::variant<Table, Gallery>> parts;
};

std::string to_text(const Table& table);
std::string to_text(const Report& report);  // without galleries
boost::json::object to_json(const Report& report);

// `folder`/index.html and its pictures beside it; the folder is made, files in it are replaced.
// Errors: `unavailable` when it cannot be written.
Result<void> write_page(const Report& report, const std::filesystem::path& folder);

}  // namespace lumen::eval
