// SPDX-License-Identifier: Apache-2.0
#include "agent/personal_data.h"

#include <gtest/gtest.h>

namespace lumen::agent {
namespace {

struct Case {
  const char* text;
  const char* kind;   // "" for none
  const char* found;  // what of the text
};

TEST(PersonalData, FindsWhatNamesAPersonAndNothingElse) {
  const Case cases[] = {
      {"write to a.b+c@example.co.uk now", "email", "a.b+c@example.co.uk"},
      {"jane dot doe at gmail dot com", "email", "jane dot doe at gmail dot com"},
      {"a@b", "", ""},
      {"look at the example.com shop", "", ""},
      {"card 4111 1111 1111 1111.", "card", "4111 1111 1111 1111"},
      {"4111-1111-1111-1111", "card", "4111-1111-1111-1111"},
      {"item 4111 1111 1111 1112", "", ""},
      {"DE89 3704 0044 0532 0130 00", "bank_account", "DE89 3704 0044 0532 0130 00"},
      {"DE88 3704 0044 0532 0130 00", "", ""},
      {"ssn 123-45-6789", "id_number", "123-45-6789"},
      {"passport number X12345678", "id_number", "X12345678"},
      {"+1 (415) 555-0132", "phone", "+1 (415) 555-0132"},
      {"07700 900123", "phone", "07700 900123"},
      {"415-555-0132", "phone", "415-555-0132"},
      {"call 5550132", "phone", "5550132"},
      {"call 112 now", "", ""},
      {"from 2023-05-01 to 2024-01-10", "", ""},
      {"on 12.03.2024", "", ""},
      {"born 12.03.1990", "birth_date", "12.03.1990"},
      {"born on 5 June 1988", "birth_date", "5 June 1988"},
      {"born in 1988", "", ""},
      {"order 1048212345", "", ""},
      {"4.6 of 5 by 1,204 people, 24.00 USD", "", ""},
      {"12 Maple Street", "address", "12 Maple Street"},
      {"Hauptstra\xC3\x9F"
       "e 15",
       "address",
       "Hauptstra\xC3\x9F"
       "e 15"},
      {"2 drops in a safe place", "", ""},
      {"SPF 50 and 30 ml", "", ""},
      {"", "", ""},
  };
  for (const Case& one : cases) {
    const std::string text = one.text;
    const auto found = find_personal_data(text);
    if (*one.kind == 0) {
      EXPECT_TRUE(found.empty()) << text << ": " << found.front().kind;
      continue;
    }
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_EQ(found[0].kind, one.kind) << text;
    EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), one.found);
  }
}

}  // namespace
}  // namespace lumen::agent
