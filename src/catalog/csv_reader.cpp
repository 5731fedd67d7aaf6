// SPDX-License-Identifier: Apache-2.0
#include "catalog/csv_reader.h"

#include <algorithm>
#include <array>

namespace lumen::catalog {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

}  // namespace

CsvReader::CsvReader(std::string_view text, char delimiter, std::size_t record_bytes_max)
    : text_(text), delimiter_(delimiter), record_bytes_max_(record_bytes_max) {}

// Takes CRLF, LF or CR.
bool CsvReader::take_line_end() {
  if (at_ >= text_.size() || !ends_line(text_[at_])) return false;
  at_ += text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
  ++line_;
  return true;
}

CsvReader::Step CsvReader::refuse_from(std::size_t start, std::size_t line) {
  at_ = std::min(text_.find_first_of("\r\n", start), text_.size());
  line_ = line;
  take_line_end();
  return Step::refused;
}

CsvReader::Step CsvReader::next(CsvRecord& record, std::string& reason) {
  while (take_line_end()) {
  }
  record.fields.clear();
  record.line = line_;
  record_start_ = at_;
  if (at_ >= text_.size()) return Step::end;
  for (;;) {
    std::string field;
    const Field result = read_field(field, reason);
    if (result == Field::damaged) return refuse_from(record_start_, record.line);
    record.fields.push_back(std::move(field));
    if (result == Field::last) return Step::record;
  }
}

CsvReader::Field CsvReader::read_field(std::string& field, std::string& reason) {
  if (at_ < text_.size() && text_[at_] == '"') return read_quoted(field, reason);
  const std::size_t start = at_;
  while (at_ < text_.size() && text_[at_] != delimiter_ && !ends_line(text_[at_])) ++at_;
  if (at_ - record_start_ > record_bytes_max_) {
    reason = "the row is longer than " + std::to_string(record_bytes_max_) + " bytes";
    return Field::damaged;
  }
  field.assign(text_.substr(start, at_ - start));
  if (at_ < text_.size() && text_[at_] == delimiter_) {
    ++at_;
    return Field::more;
  }
  take_line_end();
  return Field::last;
}

CsvReader::Field CsvReader::read_quoted(std::string& field, std::string& reason) {
  ++at_;
  for (;;) {
    if (at_ - record_start_ > record_bytes_max_) {
      reason = "the row is longer than " + std::to_string(record_bytes_max_) + " bytes (is a closing quote missing?)";
      return Field::damaged;
    }
    if (at_ >= text_.size()) {
      reason = "a quoted field is not closed";
      return Field::damaged;
    }
    const char c = text_[at_++];
    if (c != '"') {
      const bool cr_of_crlf = c == '\r' && at_ < text_.size() && text_[at_] == '\n';
      if (ends_line(c) && !cr_of_crlf) ++line_;
      field.push_back(c);
    } else if (at_ < text_.size() && text_[at_] == '"') {
      field.push_back('"');
      ++at_;
    } else {
      break;
    }
  }
  if (at_ < text_.size() && text_[at_] == delimiter_) {
    ++at_;
    return Field::more;
  }
  if (at_ >= text_.size() || take_line_end()) return Field::last;
  reason = "text follows a closing quote";
  return Field::damaged;
}

char CsvReader::detect_delimiter(std::string_view text) {
  constexpr std::array<char, 3> candidates = {',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (ends_line(c)) break;
    for (std::size_t i = 0; i < candidates.size(); ++i) counts[i] += c == candidates[i] ? 1 : 0;
  }
  return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

}  // namespace lumen::catalog
