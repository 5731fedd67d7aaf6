// SPDX-License-Identifier: Apache-2.0
// The embedders elsewhere: the contract on servers that embed by words, and servers that misbehave.
#include <gtest/gtest.h>

#include "aws/credentials_static.h"
#include "base/json.h"
#include "search/embedder_builtin.h"
#include "search/embedder_contract.h"
#include "search/embedder_openai.h"
#include "search/embedder_titan.h"
#include "search/hash.h"
#include "search/remote_vectors.h"
#include "search/words.h"
#include "tests/support/http_imposter.h"
#include "tests/support/remote_bench.h"
#include "tests/support/run_task.h"

namespace lumen::search {
namespace {

using namespace std::chrono_literals;
using lumen::test::Fault;
using lumen::test::HttpImposter;
using lumen::test::RemoteBench;
using lumen::test::ScriptedAnswer;
using lumen::test::SeenRequest;

constexpr std::size_t small = 256;

// Not of length 1, as some models give them.
json::array words_as_numbers(std::string_view text, std::size_t dimensions) {
  std::vector<double> numbers(dimensions, 0.0);
  for (const std::string& word : split_words(text)) numbers[hash_text(word) % dimensions] += 3;
  return json::array(numbers.begin(), numbers.end());
}

ScriptedAnswer json_answer(const json::value& body) {
  return {.headers = {{"Content-Type", "application/json"}}, .body = json::serialize(body)};
}

// The last text's vector first: only the index tells.
ScriptedAnswer openai_answer(const SeenRequest& request) {
  const json::object body = parse_json(request.body)->as_object();
  const json::array* input = get_array(body, "input");
  const auto dimensions = static_cast<std::size_t>(get_integer(body, "dimensions").value_or(small));
  json::array data;
  for (std::size_t i = input->size(); i-- > 0;) {
    data.push_back(json::object{{"object", "embedding"},
                                {"index", i},
                                {"embedding", words_as_numbers(std::string_view((*input)[i].as_string()), dimensions)}});
  }
  return json_answer(json::object{{"object", "list"}, {"data", std::move(data)}});
}

ScriptedAnswer titan_answer(const SeenRequest& request) {
  const json::object body = parse_json(request.body)->as_object();
  const auto dimensions = static_cast<std::size_t>(get_integer(body, "dimensions").value_or(1'536));
  return json_answer(json::object{{"embedding", words_as_numbers(*get_string(body, "inputText"), dimensions)},
                                  {"inputTextTokenCount", 3}});
}

struct OpenAiFixture {
  OpenAiFixture() { imposter.answer_by(openai_answer); }
  Embedder& embedder() { return made; }
  OpenAiEmbedderOptions options() const {
    return {imposter.url("/v1"), "sk-very-secret", "embed-small", small, 2min, 3};
  }
  HttpImposter imposter;
  RemoteBench bench;
  EmbedderOpenAi made{options(), bench.tools()};
};

struct TitanRoom {
  TitanRoom() { imposter.answer_by(titan_answer); }
  Result<std::unique_ptr<EmbedderTitan>> open(const std::string& model, std::size_t dimensions) {
    auto endpoint = aws::resolve_endpoint(
        aws::bedrock_runtime, {"us-west-2", imposter.url("")}, [](const char*) { return ""; },
        http::PlainHttp::loopback_only);
    TitanOptions options;
    options.model = model;
    options.dimensions = dimensions;
    return EmbedderTitan::open(std::move(options), std::move(*endpoint), {&credentials, ""}, bench.tools());
  }
  HttpImposter imposter;
  RemoteBench bench;
  aws::StaticCredentials credentials{{"AKID", "very-secret", ""}, "test"};
};

struct TitanV1Fixture : TitanRoom {
  Embedder& embedder() { return *made; }
  std::unique_ptr<EmbedderTitan> made = std::move(*open("amazon.titan-embed-text-v1", 1'536));
};

struct TitanV2Fixture : TitanRoom {
  Embedder& embedder() { return *made; }
  std::unique_ptr<EmbedderTitan> made = std::move(*open("amazon.titan-embed-text-v2:0", 512));
};

struct BuiltinFixture {
  Embedder& embedder() { return made; }
  EmbedderBuiltin made{Lexicon({})};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Builtin, EmbedderContract, BuiltinFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(OpenAi, EmbedderContract, OpenAiFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(TitanV1, EmbedderContract, TitanV1Fixture);
INSTANTIATE_TYPED_TEST_SUITE_P(TitanV2, EmbedderContract, TitanV2Fixture);

std::string outcome(Embedder& embedder, Deadline deadline = Deadline::after(2min)) {
  const auto vectors = test::run(embedder.embed({"zinc oxide"}, deadline));
  if (vectors) return "embedded";
  EXPECT_EQ((vectors.error().message + vectors.error().detail).find("very-secret"), std::string::npos);
  return std::string(to_string(vectors.error().kind)) + " " + vectors.error().code;
}

TEST(EmbedderOpenAi, SaysWhatItWants) {
  OpenAiFixture fixture;
  ASSERT_EQ(outcome(fixture.made), "embedded");
  const SeenRequest seen = fixture.imposter.requests().at(0);
  EXPECT_EQ(seen.method + " " + seen.target, "POST /v1/embeddings");
  EXPECT_EQ(seen.header("Authorization"), "Bearer sk-very-secret");
  EXPECT_EQ(seen.body, R"({"model":"embed-small","input":["zinc oxide"],"encoding_format":"float","dimensions":256})");
  EXPECT_EQ(fixture.made.id(), "openai/embed-small/256");
}

TEST(EmbedderOpenAi, SendsBatches) {
  OpenAiFixture fixture;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i <= EmbedderOpenAi::texts_per_call_max; ++i) texts.push_back("number " + std::to_string(i));
  ASSERT_TRUE(test::run(fixture.made.embed(texts, Deadline::never())));
  EXPECT_EQ(fixture.imposter.requests().size(), 2U);
  texts.pop_back();
  ASSERT_TRUE(test::run(fixture.made.embed(texts, Deadline::never())));
  EXPECT_EQ(fixture.imposter.requests().size(), 3U);
}

TEST(EmbedderOpenAi, LeavesOutDimensionsForAServerThatRefusesThem) {
  OpenAiFixture fixture;
  fixture.imposter.answer({.status = 400, .body = R"({"error":{"message":"no dimensions here"}})"});
  EXPECT_EQ(outcome(fixture.made), "embedded");
  EXPECT_EQ(outcome(fixture.made), "embedded");
  const auto seen = fixture.imposter.requests();
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_NE(seen[0].body.find("dimensions"), std::string::npos);
  EXPECT_EQ(seen[2].body.find("dimensions"), std::string::npos);
}

TEST(EmbedderOpenAi, AServerThatRefusesEverythingIsAskedTwice) {
  OpenAiFixture fixture;
  fixture.imposter.answer_always({.status = 400});
  EXPECT_EQ(outcome(fixture.made), "unavailable remote_refused");
  EXPECT_EQ(fixture.imposter.requests().size(), 2U);
}

TEST(EmbedderOpenAi, AModelOfAnotherSizeIsAFaultOfTheSettings) {
  OpenAiFixture fixture;
  fixture.imposter.answer_always(
      json_answer(json::object{{"data", {json::object{{"index", 0}, {"embedding", json::array(768, 0.1)}}}}}));
  const auto vectors = test::run(fixture.made.embed({"zinc"}, Deadline::after(2min)));
  ASSERT_FALSE(vectors);
  EXPECT_EQ(vectors.error().code, "embedder_dimensions");
  EXPECT_NE(vectors.error().message.find("768"), std::string::npos);
  EXPECT_NE(vectors.error().message.find("256"), std::string::npos);
  EXPECT_NE(vectors.error().message.find("search.embedder_dimensions = 768"), std::string::npos);
  EXPECT_EQ(fixture.imposter.requests().size(), 1U) << "asking again changes nothing";
}

TEST(EmbedderOpenAi, NonsenseIsRefused) {
  const json::array zeros(small, 0);
  const json::array one = words_as_numbers("zinc", small);
  json::array with_text = one;
  with_text[0] = "1";
  const auto data = [](json::array list) { return json::object{{"data", std::move(list)}}; };
  const std::vector<json::value> answers{
      json::object(), json::array(), data({}), data({7}), data({json::object{{"index", 0}}}),
      data({json::object{{"index", 1}, {"embedding", one}}}), data({json::object{{"index", -1}, {"embedding", one}}}),
      data({json::object{{"index", 0}, {"embedding", zeros}}}),
      data({json::object{{"index", 0}, {"embedding", with_text}}}),
      data({json::object{{"index", 0}, {"embedding", one}}, json::object{{"index", 0}, {"embedding", one}}})};
  for (const json::value& answer : answers) {
    OpenAiFixture fixture;
    fixture.imposter.answer_always(json_answer(answer));
    EXPECT_EQ(outcome(fixture.made), "unavailable remote_bad_answer") << json::serialize(answer).substr(0, 80);
  }
}

TEST(EmbedderOpenAi, SaysWhatWentWrong) {
  const std::vector<std::pair<ScriptedAnswer, std::string>> cases{
      {{.status = 401}, "unavailable remote_refused"},   {{.status = 404}, "unavailable remote_refused"},
      {{.status = 429}, "throttled remote_throttled"},   {{.status = 500}, "unavailable remote_failed"},
      {{.fault = Fault::reset}, "unavailable remote_broke_off"},
      {{.body = std::string(10'000'000, ' ')}, "unavailable remote_bad_answer"},
      {{.body = std::string(60'000, ' '), .fault = Fault::endless}, "unavailable remote_bad_answer"}};
  for (const auto& [answer, wanted] : cases) {
    OpenAiFixture fixture;
    fixture.imposter.answer_always(answer);
    EXPECT_EQ(outcome(fixture.made), wanted) << answer.status;
  }
  OpenAiFixture silent;
  silent.imposter.answer_always({.fault = Fault::silence});
  EXPECT_EQ(outcome(silent.made, Deadline::after(50ms)), "timed_out timed_out");
}

TEST(EmbedderTitan, Version1HasNoChoice) {
  TitanV1Fixture fixture;
  ASSERT_EQ(outcome(*fixture.made), "embedded");
  const SeenRequest seen = fixture.imposter.requests().at(0);
  EXPECT_EQ(seen.method + " " + seen.target, "POST /model/amazon.titan-embed-text-v1/invoke");
  EXPECT_EQ(seen.body, R"({"inputText":"zinc oxide"})");
  EXPECT_EQ(seen.header("Accept"), "application/json");
  EXPECT_EQ(seen.header("Authorization").substr(0, 16), "AWS4-HMAC-SHA256");
}

TEST(EmbedderTitan, Version2IsToldTheSize) {
  TitanV2Fixture fixture;
  ASSERT_EQ(outcome(*fixture.made), "embedded");
  const SeenRequest seen = fixture.imposter.requests().at(0);
  EXPECT_EQ(seen.target, "/model/amazon.titan-embed-text-v2%3A0/invoke");
  EXPECT_EQ(seen.body,
            R"({"inputText":"zinc oxide","dimensions":512,"normalize":true,"embeddingTypes":["float"]})");
  EXPECT_EQ(fixture.made->id(), "titan/amazon.titan-embed-text-v2:0/512");
}

TEST(EmbedderTitan, OnlySizesThatTheModelGives) {
  TitanRoom room;
  const std::string v1 = "amazon.titan-embed-text-v1";
  const std::string v2 = "arn:aws:bedrock:us-west-2::foundation-model/amazon.titan-embed-text-v2:0";
  for (const std::size_t good : {1'024U, 512U, 256U}) EXPECT_TRUE(room.open(v2, good)) << good;
  EXPECT_TRUE(room.open(v1, 1'536));
  for (const std::size_t bad : {0U, 1U, 255U, 1'536U}) {
    const auto made = room.open(v2, bad);
    ASSERT_FALSE(made) << bad;
    EXPECT_EQ(made.error().code, "bad_setting");
    EXPECT_NE(made.error().message.find("1024, 512, 256"), std::string::npos);
  }
  EXPECT_FALSE(room.open(v1, 1'024));
  EXPECT_FALSE(room.open("amazon.titan-embed-image-v1", 1'024));
}

TEST(EmbedderTitan, SaysWhatWentWrong) {
  TitanV2Fixture fixture;
  fixture.imposter.answer(json_answer(json::object{{"embedding", json::array(1'024, 0.5)}}));
  EXPECT_EQ(outcome(*fixture.made), "invalid embedder_dimensions");
  fixture.imposter.answer(json_answer(json::object{{"message", "no"}}));
  EXPECT_EQ(outcome(*fixture.made), "unavailable remote_bad_answer");
  fixture.imposter.answer({.status = 403, .headers = {{"x-amzn-ErrorType", "AccessDeniedException"}}});
  EXPECT_EQ(outcome(*fixture.made), "unavailable remote_refused");
}

TEST(RemoteVectors, ATextIsCutAtACharacter) {
  const std::string fits(embedded_text_bytes_max, 'x');
  EXPECT_EQ(text_to_embed(fits), fits);
  EXPECT_EQ(text_to_embed(fits + "y"), fits);
  std::string accent = fits.substr(1) + "\xC3\xA8 and more";
  EXPECT_EQ(text_to_embed(accent), fits.substr(1));
}

}  // namespace
}  // namespace lumen::search
