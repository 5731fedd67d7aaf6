// SPDX-License-Identifier: Apache-2.0
#include "catalog/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Step = CsvReader::Step;

struct Read {
  std::vector<std::vector<std::string>> records;
  std::vector<std::size_t> lines;
  std::vector<std::size_t> refused_lines;
  std::string reason;
};

Read read_all(std::string_view text, char delimiter = ',', std::size_t record_bytes_max = 1'000) {
  CsvReader reader(text, delimiter, record_bytes_max);
  Read read;
  CsvRecord record;
  for (;;) {
    const Step step = reader.next(record, read.reason);
    if (step == Step::end) return read;
    if (step == Step::refused) {
      read.refused_lines.push_back(record.line);
    } else {
      read.records.push_back(record.fields);
      read.lines.push_back(record.line);
    }
  }
}

TEST(CsvReader, EveryLineEndAndALastLineWithoutOne) {
  for (const char* text : {"a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d"}) {
    EXPECT_THAT(read_all(text).records, ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"))) << text;
  }
}

TEST(CsvReader, QuotedFieldsHoldDelimitersQuotesAndLineEnds) {
  const Read read = read_all("\"a,1\",\"say \"\"hi\"\"\",\"two\r\nlines\"\nnext,,\n");
  EXPECT_THAT(read.records, ElementsAre(ElementsAre("a,1", "say \"hi\"", "two\r\nlines"), ElementsAre("next", "", "")));
  EXPECT_THAT(read.lines, ElementsAre(1U, 3U));
}

TEST(CsvReader, EmptyLinesAreSkippedAndCounted) {
  const Read read = read_all("\n\na,b\n\nc,d\n");
  EXPECT_THAT(read.lines, ElementsAre(3U, 5U));
}

TEST(CsvReader, AQuoteInsideAPlainFieldIsAQuote) {
  EXPECT_THAT(read_all("6\" ruler,b\n").records, ElementsAre(ElementsAre("6\" ruler", "b")));
}

TEST(CsvReader, ADamagedRecordIsRefusedAlone) {
  const Read read = read_all("a,b\n\"x\"y,z\nc,d\n");
  EXPECT_THAT(read.records, ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d")));
  EXPECT_THAT(read.refused_lines, ElementsAre(2U));
  EXPECT_THAT(read.lines, ElementsAre(1U, 3U));
}

TEST(CsvReader, AnUnclosedQuoteCostsOnlyItsOwnLine) {
  const Read read = read_all("a,b\nc,\"open\nd,e\nf,g");
  EXPECT_THAT(read.refused_lines, ElementsAre(2U));
  EXPECT_THAT(read.records, ElementsAre(ElementsAre("a", "b"), ElementsAre("d", "e"), ElementsAre("f", "g")));
  EXPECT_THAT(read.reason, HasSubstr("not closed"));
}

TEST(CsvReader, TheLimitOfARecordHoldsOnBothSides) {
  const std::string at_limit(20, 'x');
  EXPECT_THAT(read_all(at_limit + "\nok\n", ',', 20).records, ElementsAre(ElementsAre(at_limit), ElementsAre("ok")));
  const Read read = read_all(at_limit + "x\nok\n", ',', 20);
  EXPECT_THAT(read.records, ElementsAre(ElementsAre("ok")));
  EXPECT_THAT(read.reason, HasSubstr("longer than 20 bytes"));
  EXPECT_THAT(read_all("\"" + at_limit + "x\"\nok\n", ',', 20).records, ElementsAre(ElementsAre("ok")));
}

TEST(DetectDelimiter, TheMostFrequentOutsideQuotesOfTheFirstLine) {
  EXPECT_EQ(CsvReader::detect_delimiter("a,b,c\n;;;;;;"), ',');
  EXPECT_EQ(CsvReader::detect_delimiter("a;b;c\n"), ';');
  EXPECT_EQ(CsvReader::detect_delimiter("a\tb\tc"), '\t');
  EXPECT_EQ(CsvReader::detect_delimiter("\"a,b,c\";d\n"), ';');
  EXPECT_EQ(CsvReader::detect_delimiter("name"), ',');
}

}  // namespace
}  // namespace lumen::catalog
