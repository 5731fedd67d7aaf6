// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge_source_bedrock.h"

#include <gtest/gtest.h>

#include "agent/bedrock_reference.h"
#include "agent/knowledge_source_contract.h"
#include "agent/testing/bedrock_samples.h"
#include "aws/credentials_static.h"
#include "tests/support/http_imposter.h"
#include "tests/support/remote_bench.h"
#include "tests/support/run_task.h"

namespace lumen::agent {
namespace {

using lumen::test::HttpImposter;
using lumen::test::ScriptedAnswer;

ScriptedAnswer scripted(testing::WireAnswer answer) {
  return {.status = answer.status, .headers = std::move(answer.headers), .body = std::move(answer.body)};
}

class BedrockKnowledgeTest : public ::testing::Test {
 protected:
  Result<std::vector<FoundPassage>> ask(const ScriptedAnswer& answer, int limit = 5) {
    imposter_.answer_always(answer);
    const aws::EndpointChoice choice{"us-west-2", imposter_.url("")};
    auto endpoint = resolve_endpoint(
        aws::bedrock_agent_runtime, choice, [](const char*) { return ""; }, http::PlainHttp::loopback_only);
    BedrockKnowledge knowledge("KB12345678", *endpoint, {&credentials_, ""}, {}, bench_.tools());
    return test::run(knowledge.retrieve("oily skin cleanser", limit, Deadline::after(std::chrono::minutes(2))));
  }

  HttpImposter imposter_;
  test::RemoteBench bench_;
  aws::StaticCredentials credentials_{{"AKID", "secret-key", ""}, "test"};
};

TEST_F(BedrockKnowledgeTest, GivesTextsWithTheirSources) {
  const auto passages = ask(scripted(testing::retrieve_passages()));
  ASSERT_TRUE(passages) << passages.error().detail;
  ASSERT_EQ(passages->size(), 3U);
  EXPECT_EQ((*passages)[0].text, "A gentle cleanser is enough.");
  EXPECT_EQ((*passages)[0].citation.title, "cleansing.txt");
  EXPECT_EQ((*passages)[0].citation.source, "Knowledge base");
  EXPECT_EQ((*passages)[0].citation.url, "");
  EXPECT_EQ((*passages)[1].citation.url, "https://care.example/sun");
  EXPECT_EQ((*passages)[2].citation.title, "Niacinamide");
  EXPECT_EQ((*passages)[2].citation.source, "Care Society, 2025");
  EXPECT_EQ((*passages)[2].citation.url, "https://care.example/n");
  EXPECT_NE((*passages)[0].id, (*passages)[1].id);
  EXPECT_EQ((*passages)[0].id, (*ask(scripted(testing::retrieve_passages())))[0].id);
  const auto seen = imposter_.requests().at(0);
  EXPECT_EQ(seen.target, "/knowledgebases/KB12345678/retrieve");
  EXPECT_EQ(json::parse(seen.body), json::parse(R"({"retrievalQuery": {"text": "oily skin cleanser"},
    "retrievalConfiguration": {"vectorSearchConfiguration": {"numberOfResults": 5}}})"));
}

TEST_F(BedrockKnowledgeTest, GivesNoMoreThanWasAskedFor) {
  EXPECT_EQ(ask(scripted(testing::retrieve_passages()), 2)->size(), 2U);
  EXPECT_EQ(ask({.body = R"({"retrievalResults":[]})"})->size(), 0U);
}

TEST_F(BedrockKnowledgeTest, FailsAsItsServerDoes) {
  const std::pair<ScriptedAnswer, const char*> faults[] = {
      {scripted(testing::bedrock_error(403, "AccessDeniedException")), "remote_refused"},
      {scripted(testing::bedrock_error(404, "ResourceNotFoundException")), "remote_refused"},
      {scripted(testing::bedrock_error(429, "ThrottlingException")), "remote_throttled"},
      {scripted(testing::bedrock_error(424, "DependencyFailedException")), "remote_failed"},
      {{.body = "{}"}, "remote_bad_answer"},
      {{.body = R"({"retrievalResults":[1]})"}, "remote_bad_answer"},
      {{.body = std::string(retrieve_answer_bytes_max + 1, ' ')}, "remote_bad_answer"}};
  for (const auto& [answer, code] : faults) {
    const auto passages = ask(answer);
    ASSERT_FALSE(passages) << code;
    EXPECT_EQ(passages.error().code, code);
  }
}

// A server that knows something about one question, and nothing about another.
struct BedrockKnowledgeFixture {
  BedrockKnowledgeFixture() { imposter.answer_always(scripted(testing::retrieve_passages())); }
  KnowledgeSource& source() { return source_; }
  std::string question() { return "oily skin"; }
  std::string far_question() {
    imposter.answer_always({.body = R"({"retrievalResults":[]})"});
    return "the price of copper";
  }

  HttpImposter imposter;
  test::RemoteBench bench;
  aws::StaticCredentials credentials{{"AKID", "secret-key", ""}, "test"};
  BedrockKnowledge source_{"KB12345678",
                           *resolve_endpoint(
                               aws::bedrock_agent_runtime, {"us-west-2", imposter.url("")},
                               [](const char*) { return ""; }, http::PlainHttp::loopback_only),
                           {&credentials, ""},
                           {},
                           bench.tools()};
};
INSTANTIATE_TYPED_TEST_SUITE_P(Bedrock, KnowledgeSourceContract, BedrockKnowledgeFixture);

TEST(RetrieveAnswer, GivesTheBestFirstAndEachOnce) {
  const auto passages = read_retrieve_answer(
      R"({"retrievalResults":[{"content":{"text":"a"},"score":0.1},{"content":{"text":"b"},"score":0.9},
          {"content":{"text":"b"},"score":0.8},{"content":{"text":"c"}}]})",
      3);
  ASSERT_TRUE(passages);
  ASSERT_EQ(passages->size(), 3U);
  EXPECT_EQ((*passages)[0].text + (*passages)[1].text + (*passages)[2].text, "bac");
}

TEST(RetrieveAnswer, CutsLongPassagesBetweenCharacters) {
  const auto body = [](const std::string& text) {
    return json::serialize(
        json::object{{"retrievalResults", json::array{json::object{{"content", json::object{{"text", text}}}}}}});
  };
  EXPECT_EQ(read_retrieve_answer(body(std::string(passage_bytes_max, 'a')), 1)->at(0).text.size(), passage_bytes_max);
  EXPECT_EQ(read_retrieve_answer(body(std::string(passage_bytes_max + 1, 'a')), 1)->at(0).text.size(),
            passage_bytes_max);
  EXPECT_EQ(read_retrieve_answer(body(std::string(passage_bytes_max - 1, 'a') + "é"), 1)->at(0).text.size(),
            passage_bytes_max - 1);
}

TEST(CitationOfReference, NamesAnyPlaceAndTrustsNone) {
  const auto citation = [](const char* text) { return citation_of_reference(json::parse(text).as_object()); };
  EXPECT_EQ(citation("{}").title, "A document of the knowledge base");
  EXPECT_EQ(citation(R"({"location":{"confluenceLocation":{"url":"https://wiki.example/page/"}}})").title, "page");
  EXPECT_EQ(citation(R"({"location":{"webLocation":{"url":"javascript:alert"}}})").url, "");
  EXPECT_EQ(citation(R"({"location":{"webLocation":{"url":"http://plain.example/"}}})").url, "");
  const std::string long_title(400, 't');
  EXPECT_EQ(citation((R"({"metadata":{"title":")" + long_title + "\"}}").c_str()).title.size(), 300U);
}

}  // namespace
}  // namespace lumen::agent
