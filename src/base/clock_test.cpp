// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <gtest/gtest.h>

namespace lumen {
namespace {

TEST(BasicIso8601, ReadsWhatItWrites) {
  for (const UnixSeconds at_s :
       {UnixSeconds{0}, UnixSeconds{951'782'399}, UnixSeconds{951'782'400}, UnixSeconds{1'800'000'000}}) {
    UnixSeconds read_s = -1;
    EXPECT_TRUE(parse_basic_iso8601(format_basic_iso8601(at_s), read_s));
    EXPECT_EQ(read_s, at_s);
  }
}

TEST(BasicIso8601, RefusesATimeThatIsNone) {
  UnixSeconds read_s = 0;
  EXPECT_TRUE(parse_basic_iso8601("20280229T235959Z", read_s));
  for (const char* text : {"20260229T000000Z", "20260431T000000Z", "20260001T000000Z", "20261301T000000Z",
                           "20260100T000000Z", "20260132T000000Z", "20260115T240000Z", "20260115T006000Z",
                           "20260115T235960Z", "20260115t000000Z", "20260115T000000", "2026-1-15T00000Z", ""}) {
    EXPECT_FALSE(parse_basic_iso8601(text, read_s)) << text;
  }
}

}  // namespace
}  // namespace lumen
