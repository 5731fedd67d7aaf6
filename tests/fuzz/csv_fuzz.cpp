// SPDX-License-Identifier: Apache-2.0
// Any text as CSV: every step goes on, lines are counted upwards, no record is longer than its limit, and the records
// read the same when they are written again.

#include <algorithm>

#include "catalog/csv_reader.h"
#include "tests/fuzz/fuzz.h"

using namespace lumen::catalog;
using lumen::fuzz::require;

namespace {

constexpr std::size_t record_bytes_max = 400;

using Records = std::vector<std::vector<std::string>>;

Records read(std::string_view text, char delimiter) {
  Records records;
  CsvReader reader(text, delimiter, record_bytes_max);
  const std::size_t lines = 1 + static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
                                                                       [](char c) { return c == '\n' || c == '\r'; }));
  std::size_t line = 0;
  for (;;) {
    const std::size_t before = reader.offset();
    CsvRecord record;
    std::string reason;
    const CsvReader::Step step = reader.next(record, reason);
    require(reader.offset() <= text.size(), "it reads no further than the text");
    if (step == CsvReader::Step::end) return records;
    require(reader.offset() > before, "every step goes on");
    require(record.line > line && record.line <= lines, "lines are counted upwards");
    line = record.line;
    if (step == CsvReader::Step::refused) {
      require(!reason.empty(), "a refusal has a reason");
      continue;
    }
    std::size_t bytes = 0;
    for (const std::string& field : record.fields) bytes += field.size();
    require(!record.fields.empty() && bytes <= record_bytes_max, "a record has a largest size");
    records.push_back(std::move(record.fields));
  }
}

std::string in_quotes(std::string_view field) {
  std::string out = "\"";
  for (const char c : field) out.append(c == '"' ? 2 : 1, c);
  return out + "\"";
}

void check_written_again(const Records& records, char delimiter) {
  std::string text;
  for (const auto& fields : records) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) text.push_back(delimiter);
      text += in_quotes(fields[i]);
    }
    text += "\r\n";
  }
  CsvReader reader(text, delimiter, text.size());
  CsvRecord record;
  std::string reason;
  for (const auto& fields : records) {
    require(reader.next(record, reason) == CsvReader::Step::record && record.fields == fields,
            "a record that is written again reads the same");
  }
  require(reader.next(record, reason) == CsvReader::Step::end, "no record is added");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {text_seed("name,brand,price\r\nGel,\"A, \"\"B\"\" & C\",$12.50\r\n\r\nCream,D,\n"),
          text_seed("name;brand\rGel;\"two\r\nlines\"\rCream;\"\"\r"),
          text_seed("name\tbrand\nGel\t\"never closed\nCream\tE\n\"F\"x\tG\n"),
          text_seed("a,b\n" + std::string(399, 'x') + ",\n\"" + std::string(400, 'y') + "\"\nz,z")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  const char delimiter = CsvReader::detect_delimiter(text);
  require(delimiter == ',' || delimiter == ';' || delimiter == '\t', "a delimiter is one of three");
  check_written_again(read(text, delimiter), delimiter);
  return 0;
}
