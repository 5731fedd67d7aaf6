// SPDX-License-Identifier: Apache-2.0
#include "agent/chat_memory.h"

#include <gtest/gtest.h>

#include "agent/test_cases.h"

namespace lumen::agent {
namespace {

using test_cases::day_ms;
using test_cases::id;
using test_cases::now_ms;

ConversationEntry entry(int number, std::string message, std::string reply = "yes", std::string session = "s",
                        int analysis = 1) {
  ChatExchange exchange;
  exchange.message = std::move(message);
  exchange.reply = std::move(reply);
  return {id(analysis), std::move(session), now_ms - day_ms + number, now_ms / 1'000 + 100, to_entry_text(exchange)};
}

ChatQuestion remember(std::vector<ConversationEntry> of_analysis, std::vector<ConversationEntry> recent) {
  return remember_for(id(1), "s", "now", of_analysis, recent, now_ms);
}

TEST(ChatMemory, AnExchangeComesBackWhole) {
  ChatExchange exchange{"s",
                        now_ms,
                        "why \"red\"?",
                        "because",
                        {{"Title", "Body, 2020", "https://example.org"}},
                        {ProductId::trusted("p1")},
                        {"rule"},
                        "built-in"};
  const auto back = exchange_from_entry({id(1), "s", now_ms, 1, to_entry_text(exchange)});
  ASSERT_TRUE(back);
  EXPECT_EQ(back->message, exchange.message);
  EXPECT_EQ(back->reply, exchange.reply);
  ASSERT_EQ(back->citations.size(), 1U);
  EXPECT_EQ(back->citations[0].url, "https://example.org");
  EXPECT_EQ(back->products, exchange.products);
  EXPECT_EQ(back->guardrails, exchange.guardrails);
  EXPECT_EQ(back->answered_by, "built-in");
  EXPECT_FALSE(exchange_from_entry({id(1), "s", now_ms, 1, "{}"}));
  EXPECT_FALSE(exchange_from_entry({id(1), "s", now_ms, 1, "no json"}));
}

TEST(ChatMemory, TheLastExchangesWordForWordAndTheRestAsAList) {
  std::vector<ConversationEntry> all;
  for (int i = 0; i < 12; ++i) all.push_back(entry(i, "question " + std::to_string(i)));
  std::vector<ConversationEntry> recent(all.rbegin(), all.rend());
  recent.push_back(entry(-5, "about another photo", "no", "s", 2));
  const ChatQuestion question = remember(all, recent);
  ASSERT_EQ(question.earlier.size(), remembered_exchanges_max);
  EXPECT_EQ(question.earlier.front().message, "question 4");
  EXPECT_EQ(question.earlier.back().message, "question 11");
  EXPECT_NE(question.digest.find("question 3\n"), std::string::npos);
  EXPECT_EQ(question.digest.find("question 4\n"), std::string::npos);
  EXPECT_NE(question.digest.find("yesterday: about another photo"), std::string::npos);
}

TEST(ChatMemory, OtherSessionsAreOnlyListed) {
  const std::vector<ConversationEntry> all = {entry(1, "elsewhere", "yes", "t"), entry(2, "here")};
  const ChatQuestion question = remember(all, {all[1], all[0]});
  ASSERT_EQ(question.earlier.size(), 1U);
  EXPECT_EQ(question.earlier[0].message, "here");
  EXPECT_NE(question.digest.find("elsewhere"), std::string::npos);
  EXPECT_EQ(question.digest.find("here\n- "), std::string::npos);
}

TEST(ChatMemory, BothHaveABound) {
  std::vector<ConversationEntry> all;
  for (int i = 0; i < 30; ++i) all.push_back(entry(i, "q", std::string(2'500, 'x')));
  EXPECT_EQ(remember(all, {}).earlier.size(), 2U);
  std::vector<ConversationEntry> recent;
  for (int i = 0; i < 100; ++i) recent.push_back(entry(-i, std::string(500, 'y'), "no", "s", 2));
  const ChatQuestion question = remember({}, recent);
  EXPECT_LE(question.digest.size(), digest_bytes_max);
  EXPECT_GT(question.digest.size(), digest_bytes_max / 2);
  EXPECT_TRUE(remember({}, {}).digest.empty());
}

}  // namespace
}  // namespace lumen::agent
