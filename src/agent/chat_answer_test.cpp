// SPDX-License-Identifier: Apache-2.0
#include "agent/chat_answer.h"

#include <gtest/gtest.h>

namespace lumen::agent {
namespace {

Result<ChatAnswer> parse(std::string_view text) { return parse_chat_answer(text, 64 * 1024); }

TEST(ChatAnswer, StatementsWithAndWithoutSources) {
  const auto answer = parse(
      "Sure:\n```json\n{\"reply\":[{\"text\":\"One.\",\"cite\":[\"a\",\"b\"]},\"Two.\"],"
      "\"product_ids\":[\"p\"]}\n```");
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->reply.size(), 2U);
  EXPECT_EQ(answer->reply[0], (CitedText{"One.", {"a", "b"}}));
  EXPECT_EQ(answer->reply[1], (CitedText{"Two.", {}}));
  EXPECT_EQ(joined(answer->reply), "One. Two.");
  const auto again = parse(to_json_text(*answer));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reply, answer->reply);
  EXPECT_EQ(again->product_ids, answer->product_ids);
}

TEST(ChatAnswer, WhatDoesNotFitIsRefusedWithAReason) {
  for (const char* wrong : {"", "no json", "{}", R"({"reply":[]})", R"({"reply":"text"})", R"({"reply":[""]})",
                            R"({"reply":[{"cite":["a"]}]})", R"({"reply":[5]})", "{\"reply\":[\"\xFF\"]}"}) {
    const auto refused = parse(wrong);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().code, "bad_answer") << wrong;
    EXPECT_FALSE(refused.error().message.empty());
  }
}

TEST(ChatAnswer, LimitsOnBothSides) {
  const auto reply = [](std::size_t statements, std::size_t characters) {
    ChatAnswer answer;
    answer.reply.assign(statements, {std::string(characters, 'x'), {}});
    return to_json_text(answer);
  };
  EXPECT_TRUE(parse(reply(chat_statements_max, chat_statement_characters_max)));
  EXPECT_FALSE(parse(reply(chat_statements_max + 1, 1)));
  EXPECT_FALSE(parse(reply(1, chat_statement_characters_max + 1)));
  const std::string text = reply(1, 1);
  EXPECT_TRUE(parse_chat_answer(text, text.size()));
  EXPECT_EQ(parse_chat_answer(text, text.size() - 1).error().code, "answer_too_large");
}

TEST(ChatAnswer, NoIllnessAsFact) {
  EXPECT_EQ(parse(R"({"reply":["You have eczema."]})").error().code, "banned_wording");
}

}  // namespace
}  // namespace lumen::agent
