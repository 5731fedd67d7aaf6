// SPDX-License-Identifier: Apache-2.0
#include "analyses/history_cursor.h"

#include <gtest/gtest.h>

#include <limits>

namespace lumen::analyses {
namespace {

const SecretKey secret(std::array<std::uint8_t, 32>{1, 2, 3});
const UserId ann = UserId::trusted("ann");

TEST(HistoryCursor, ReadsBackForItsOwnerOnly) {
  SystemRandom random;
  for (const UnixMillis at_ms :
       {UnixMillis{0}, UnixMillis{1'800'000'000'123}, std::numeric_limits<UnixMillis>::max()}) {
    HistoryPlace place{at_ms, {9, 8, 7}};
    const std::string cursor = format_cursor(secret, ann, place, random);
    const auto read = parse_cursor(secret, ann, cursor);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->created_at_ms, at_ms);
    EXPECT_EQ(read->id, place.id);
    EXPECT_FALSE(parse_cursor(secret, UserId::trusted("bob"), cursor));
    EXPECT_FALSE(parse_cursor(SecretKey(), ann, cursor));
  }
}

TEST(HistoryCursor, NothingElseReads) {
  SystemRandom random;
  const std::string cursor = format_cursor(secret, ann, HistoryPlace{}, random);
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    std::string changed = cursor;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(parse_cursor(secret, ann, changed)) << i;
    EXPECT_FALSE(parse_cursor(secret, ann, cursor.substr(0, i))) << i;
  }
  const std::string other_size = base64url_encode(seal(secret, as_bytes("short"), "history-cursor:ann", random));
  EXPECT_FALSE(parse_cursor(secret, ann, other_size));
}

TEST(HistoryCursor, FitsInAQuery) {
  SystemRandom random;
  EXPECT_LE(format_cursor(secret, ann, HistoryPlace{}, random).size(), 80U);
}

}  // namespace
}  // namespace lumen::analyses
