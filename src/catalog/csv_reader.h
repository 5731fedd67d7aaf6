// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads CSV (RFC 4180) record by record: quoted fields with delimiters, line ends and doubled quotes inside; lines
// end with CRLF, LF or CR; empty lines are skipped. A damaged record is refused alone: reading goes on at the
// line after the one it began on.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lumen::catalog {

struct CsvRecord {
  std::vector<std::string> fields;
  std::size_t line = 0;  // of the record's first character, from 1
};

class CsvReader {
 public:
  // `text` outlives the reader.
  CsvReader(std::string_view text, char delimiter, std::size_t record_bytes_max);

  enum class Step { record, refused, end };
  // On `refused`, `record.line` and `reason` say what was wrong.
  Step next(CsvRecord& record, std::string& reason);

  // Bytes read so far.
  std::size_t offset() const { return at_; }

  // ',', ';' or tab: the most frequent outside quotes in the first line.
  static char detect_delimiter(std::string_view text);

 private:
  enum class Field { more, last, damaged };
  Field read_field(std::string& field, std::string& reason);
  Field read_quoted(std::string& field, std::string& reason);
  bool take_line_end();
  Step refuse_from(std::size_t start, std::size_t line);

  std::string_view text_;
  char delimiter_;
  std::size_t record_bytes_max_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t record_start_ = 0;
};

}  // namespace lumen::catalog
