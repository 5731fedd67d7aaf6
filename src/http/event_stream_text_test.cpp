// SPDX-License-Identifier: Apache-2.0
#include "http/event_stream_text.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace lumen::http {
namespace {

std::string read(const std::vector<std::string_view>& pieces, std::size_t bytes_max = 100) {
  EventStreamText reader(bytes_max);
  std::string all;
  for (const std::string_view piece : pieces) {
    const auto events = reader.take(piece);
    if (!events) return all + "!" + events.error().code;
    for (const ServerEvent& event : *events) all += fmt::format("[{}|{}]", event.name, event.data);
  }
  return all;
}

TEST(EventStreamText, ReadsTheExamplesOfTheStandard) {
  EXPECT_EQ(read({"data: YHOO\ndata: +2\ndata: 10\n\n"}), "[|YHOO\n+2\n10]");
  EXPECT_EQ(read({": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event"}),
            "[|first event][|second event]");
  EXPECT_EQ(read({"data\n\ndata\ndata\n\ndata:"}), "[|][|\n]");
  EXPECT_EQ(read({"data:test\n\ndata: test\n\n"}), "[|test][|test]");
  EXPECT_EQ(read({"event: add\ndata: 73\n\nevent: none\n\ndata: 1\n\n"}), "[add|73][|1]");
}

TEST(EventStreamText, EveryKindOfLineEndAndAByteOrderMark) {
  EXPECT_EQ(read({"\xEF\xBB\xBF" "data: a\r\n\r\ndata: b\r\rdata: c\n\n"}), "[|a][|b][|c]");
}

TEST(EventStreamText, CutsMayFallAnywhere) {
  const std::string text = "event: x\r\ndata: {\"a\":1}\r\n\r\n: comment\ndata: [DONE]\n\n";
  const std::string whole = read({text});
  EXPECT_EQ(whole, "[x|{\"a\":1}][|[DONE]]");
  for (std::size_t first = 0; first <= text.size(); ++first) {
    const std::string_view view(text);
    EXPECT_EQ(read({view.substr(0, first), view.substr(first)}), whole) << first;
  }
  std::vector<std::string_view> bytes;
  for (std::size_t i = 0; i < text.size(); ++i) bytes.push_back(std::string_view(text).substr(i, 1));
  EXPECT_EQ(read(bytes), whole);
}

TEST(EventStreamText, BothSidesOfTheBound) {
  EXPECT_EQ(read({"data: " + std::string(94, 'x') + "\n\n"}), "[|" + std::string(94, 'x') + "]");
  EXPECT_EQ(read({"data: " + std::string(95, 'x') + "\n\n"}), "!remote_bad_answer");
  std::vector<std::string_view> lines(10, "data: 0123456789\n");
  EXPECT_EQ(read(lines), "!remote_bad_answer") << "many lines of one event";
  std::vector<std::string_view> endless(200, "x");
  EXPECT_EQ(read(endless), "!remote_bad_answer") << "a line without an end";
}

}  // namespace
}  // namespace lumen::http
