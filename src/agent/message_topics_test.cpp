// SPDX-License-Identifier: Apache-2.0
#include "agent/message_topics.h"

#include <gtest/gtest.h>

namespace lumen::agent {
namespace {

TEST(MessageTopics, ConcernsInLayWords) {
  const auto labels = [](std::string_view message) { return topics_of(message).labels; };
  EXPECT_EQ(labels("what helps with zits?"), std::vector<Label>{Label::acne});
  EXPECT_EQ(labels("Panda eyes and crow's feet!"), (std::vector<Label>{Label::dark_circles, Label::wrinkles}));
  EXPECT_EQ(labels("my face is so greasy"), std::vector<Label>{Label::oily_skin});
  EXPECT_TRUE(labels("who won the match").empty());
}

TEST(MessageTopics, WhatIsWanted) {
  EXPECT_TRUE(topics_of("can you recommend a moisturizer").products);
  EXPECT_FALSE(topics_of("why is my nose shiny").products);
  EXPECT_TRUE(topics_of("which order, morning or evening?").routine);
  EXPECT_TRUE(topics_of("is it worse than last time").progress);
  EXPECT_TRUE(topics_of("should I see a dermatologist").doctor);
  EXPECT_TRUE(topics_of("what does my score mean").result);
  EXPECT_EQ(topics_of("can I use retinol and vitamin C together").ingredients,
            (std::vector<std::string>{"retinol", "vitamin C"}));
}

TEST(MessageTopics, SmallTalkIsOnlySmallTalk) {
  EXPECT_TRUE(topics_of("hi there").greeting);
  EXPECT_TRUE(topics_of("Thank you!").thanks);
  EXPECT_FALSE(topics_of("hi, why is my skin red").greeting);
  EXPECT_FALSE(topics_of("thanks, and which cream?").thanks);
  EXPECT_FALSE(topics_of("").greeting);
}

}  // namespace
}  // namespace lumen::agent
