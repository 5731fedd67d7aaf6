// SPDX-License-Identifier: Apache-2.0
#include "telemetry/json_log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "tests/support/temp_folder.h"

namespace lumen::telemetry {
namespace {

constexpr UnixMillis at_ms = 1'768'473'000'123;  // 2026-01-15T10:30:00.123Z

json::object parsed(const std::string& line) {
  const auto value = parse_json(line);
  EXPECT_TRUE(value) << line;
  return value && value->is_object() ? value->get_object() : json::object();
}

// A log into a file of its own.
class FileLog {
 public:
  explicit FileLog(LogLevel least, LogForm form = LogForm::json)
      : descriptor_(::open(path().c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)),
        log_(descriptor_, form, least, clock_) {}
  ~FileLog() { ::close(descriptor_); }
  FileLog(const FileLog&) = delete;
  FileLog& operator=(const FileLog&) = delete;
  Log& log() { return log_; }
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    const auto bytes = read_file(path(), 64 << 20);
    if (!bytes) return all;
    std::istringstream in{std::string(as_text(*bytes))};
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  }

 private:
  std::filesystem::path path() const { return folder_.path() / "log"; }
  test::TempFolder folder_;
  ManualClock clock_{at_ms};
  int descriptor_;
  JsonLog log_;
};

TEST(JsonLog, ALineIsOneObjectInAStableOrder) {
  const std::string line = format_log_line(LogForm::json, at_ms, LogLevel::info, "listening",
                                           {{"address", "127.0.0.1"}, {"port", std::int64_t{8080}}, {"took_s", 0.25}});
  EXPECT_EQ(line, R"({"time":"2026-01-15T10:30:00.123Z","level":"info","event":"listening",)"
                  R"("address":"127.0.0.1","port":8080,"took_s":0.25})");
}

TEST(JsonLog, EveryByteReadsBackOrIsReplaced) {
  std::string all;
  for (int i = 0; i < 128; ++i) all.push_back(static_cast<char>(i));
  const std::string line = format_log_line(LogForm::json, at_ms, LogLevel::warn, "event", {{"value", all}});
  EXPECT_EQ(get_string(parsed(line), "value"), all);
  for (const char c : line) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
  const std::string broken =
      format_log_line(LogForm::json, at_ms, LogLevel::warn, "event", {{"value", "a\xff\xc3z\xe2\x82"}});
  EXPECT_EQ(get_string(parsed(broken), "value"), "a\uFFFD\uFFFDz\uFFFD\uFFFD");
}

TEST(JsonLog, TextBeyondAsciiStays) {
  const std::string line = format_log_line(LogForm::json, at_ms, LogLevel::info, "event", {{"value", "Grüße 木 😀"}});
  EXPECT_EQ(get_string(parsed(line), "value"), "Grüße 木 😀");
}

TEST(JsonLog, NumbersThatAreNoneAreNull) {
  const std::string line =
      format_log_line(LogForm::json, at_ms, LogLevel::info, "event", {{"a", std::nan("")}, {"b", HUGE_VAL}});
  EXPECT_TRUE(parsed(line).at("a").is_null());
  EXPECT_TRUE(parsed(line).at("b").is_null());
}

TEST(JsonLog, ALongValueIsCutBetweenCharacters) {
  const std::string whole(2'048, 'x');
  const std::string fits = format_log_line(LogForm::json, at_ms, LogLevel::info, "event", {{"value", whole}});
  EXPECT_EQ(get_string(parsed(fits), "value"), whole);
  const std::string cut = format_log_line(LogForm::json, at_ms, LogLevel::info, "event", {{"value", whole + "y"}});
  EXPECT_EQ(get_string(parsed(cut), "value"), whole + "…");
  const std::string wide = std::string(2'047, 'x') + "ü" + "more";
  const std::string between = format_log_line(LogForm::json, at_ms, LogLevel::info, "event", {{"value", wide}});
  EXPECT_EQ(get_string(parsed(between), "value"), std::string(2'047, 'x') + "ü…");
}

TEST(JsonLog, TheHumanFormCannotSteerATerminalOrForgeALine) {
  const std::string line = format_log_line(LogForm::human, at_ms, LogLevel::info, "listening",
                                           {{"address", "127.0.0.1"},
                                            {"text", "two words"},
                                            {"none", ""},
                                            {"evil", "\x1b[2J\n10:30:00.123 error forged\xc2\x9b"},
                                            {"port", std::int64_t{8080}}});
  EXPECT_EQ(line,
            "10:30:00.123 info  listening address=127.0.0.1 text=\"two words\" none=\"\" "
            "evil=\"\\u001b[2J\\n10:30:00.123 error forged\\u009b\" port=8080");
}

TEST(JsonLog, LevelsUnderTheLeastAreLeftOut) {
  FileLog file(LogLevel::warn);
  file.log().debug("one");
  file.log().info("two");
  file.log().warn("three");
  file.log().error("four");
  const auto lines = file.lines();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(get_string(parsed(lines[0]), "event"), "three");
  EXPECT_EQ(get_string(parsed(lines[1]), "level"), "error");
}

TEST(JsonLog, LevelNamesReadBack) {
  for (const LogLevel level : {LogLevel::debug, LogLevel::info, LogLevel::warn, LogLevel::error}) {
    EXPECT_EQ(parse_log_level(to_string(level)), level);
  }
  EXPECT_FALSE(parse_log_level("loud"));
}

TEST(JsonLog, LinesOfManyThreadsStayWhole) {
  FileLog file(LogLevel::debug);
  constexpr int threads = 4;
  constexpr int each = 500;
  std::vector<std::thread> writers;
  for (int t = 0; t < threads; ++t) {
    writers.emplace_back([&file, t] {
      for (int i = 0; i < each; ++i) file.log().info("event", {{"n", std::int64_t{t * each + i}}});
    });
  }
  for (auto& writer : writers) writer.join();
  std::set<std::int64_t> seen;
  for (const std::string& line : file.lines()) seen.insert(get_integer(parsed(line), "n").value_or(-1));
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(threads * each));
}

TEST(JsonLog, AClosedDescriptorLosesLinesAndSaysSo) {
  ManualClock clock(at_ms);
  JsonLog log(-1, LogForm::json, LogLevel::debug, clock);
  log.info("event");
  EXPECT_EQ(log.lines_lost(), 1U);
}

TEST(JsonLog, APipeIsNoTerminal) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_EQ(log_form_for(ends[1]), LogForm::json);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace lumen::telemetry
