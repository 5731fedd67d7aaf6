// SPDX-License-Identifier: Apache-2.0
#include "catalog/json_splitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace lumen::catalog {
namespace {

using ::testing::ElementsAre;
using Step = JsonSplitter::Step;

struct Read {
  std::vector<std::string> objects;
  std::vector<std::size_t> lines;
  std::vector<std::size_t> refused_lines;
  std::string reason;
};

Read read_all(std::string_view text, std::size_t object_bytes_max = 1'000) {
  JsonSplitter splitter(text, object_bytes_max);
  Read read;
  JsonPiece piece;
  for (;;) {
    const Step step = splitter.next(piece, read.reason);
    if (step == Step::end) return read;
    if (step == Step::refused) {
      read.refused_lines.push_back(piece.line);
    } else {
      read.objects.emplace_back(piece.text);
      read.lines.push_back(piece.line);
    }
  }
}

TEST(JsonSplitter, AnArrayAndLinesGiveTheSame) {
  EXPECT_THAT(read_all("[{\"a\":1},\n {\"b\":2}]").objects, ElementsAre("{\"a\":1}", "{\"b\":2}"));
  EXPECT_THAT(read_all("{\"a\":1}\n{\"b\":2}\n").objects, ElementsAre("{\"a\":1}", "{\"b\":2}"));
}

TEST(JsonSplitter, BracesInStringsAndNestedObjectsDoNotEndAnObject) {
  EXPECT_THAT(read_all(R"([{"a":"}\"}{","b":{"c":[{}]}}])").objects, ElementsAre(R"({"a":"}\"}{","b":{"c":[{}]}})"));
}

TEST(JsonSplitter, LinesAreCounted) { EXPECT_THAT(read_all("[\n{\n\"a\":1},\n\n{}]").lines, ElementsAre(2U, 5U)); }

TEST(JsonSplitter, WhatIsNoObjectIsRefusedByLine) {
  const Read read = read_all("{\"a\":1}\nnonsense, more\n{\"b\":2}\n");
  EXPECT_THAT(read.refused_lines, ElementsAre(2U));
  EXPECT_THAT(read.objects, ElementsAre("{\"a\":1}", "{\"b\":2}"));
}

TEST(JsonSplitter, AnUnclosedObjectCostsItsLine) {
  const Read read = read_all("{\"a\":1\n{\"b\":2}");
  EXPECT_THAT(read.refused_lines, ElementsAre(1U));
  EXPECT_THAT(read.objects, ElementsAre("{\"b\":2}"));
  EXPECT_EQ(read.reason, "the JSON object is not closed");
}

TEST(JsonSplitter, TheLimitHoldsOnBothSides) {
  const std::string ten = R"({"a":1234})";
  EXPECT_THAT(read_all(ten + "\n{}", 10).objects, ElementsAre(ten, "{}"));
  const Read read = read_all(R"({"a":12345})"
                             "\n{}",
                             10);
  EXPECT_THAT(read.objects, ElementsAre("{}"));
  EXPECT_EQ(read.reason, "the row is longer than 10 bytes");
}

}  // namespace
}  // namespace lumen::catalog
