// SPDX-License-Identifier: Apache-2.0
#include "agent/final_answer.h"

#include <gtest/gtest.h>

#include "agent/answer_json.h"

namespace lumen::agent {
namespace {

constexpr std::size_t bytes_max = 64 * 1'024;

FinalAnswer sample() {
  FinalAnswer answer;
  answer.summary = "Signs of acne were measured on the face at 50 of 100.";
  answer.recommendations = {"One.", "Two \"quoted\"."};
  answer.care_instructions = {"Morning: \xC3\xA4."};
  answer.product_ids = {"p1"};
  answer.citation_ids = {"fda_sunscreen"};
  return answer;
}

std::string code_of(const std::string& text) {
  const auto parsed = parse_final_answer(text, bytes_max);
  return parsed ? "" : parsed.error().code;
}

std::string with(std::string_view member, json::value value) {
  json::object object = json::parse(to_json_text(sample())).as_object();
  if (value.is_null()) {
    object.erase(member);
  } else {
    object[member] = std::move(value);
  }
  return json::serialize(object);
}

TEST(FinalAnswer, ReadsWhatItWrote) {
  const auto parsed = parse_final_answer(to_json_text(sample()), bytes_max);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(to_json_text(*parsed), to_json_text(sample()));
}

TEST(FinalAnswer, ReadsJsonWithWordsAroundIt) {
  EXPECT_EQ(code_of("Sure!\n```json\n" + to_json_text(sample()) + "\n```\nBye."), "");
  EXPECT_EQ(code_of(with("extra", {{"more", 1}})), "");
  EXPECT_EQ(code_of(with("product_ids", nullptr)), "");
  EXPECT_EQ(code_of(with("citation_ids", nullptr)), "");
}

TEST(FinalAnswer, StatementsCarryWhatTheyCite) {
  const auto parsed = parse_final_answer(
      R"({"summary":[{"text":"Signs of acne were measured on the face. It is mild.","cite":["a"]},"At 50 of 100."],
          "recommendations":["Plain.",{"text":"Cited.","cite":["b","c"]},{"text":"Bare."}],
          "care_instructions":[{"text":"Morning.","cite":[]}]})",
      bytes_max);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->summary, "Signs of acne were measured on the face. It is mild. At 50 of 100.");
  EXPECT_EQ(parsed->recommendations, (std::vector<std::string>{"Plain.", "Cited.", "Bare."}));
  const Cites expected = {
      {"Signs of acne were measured on the face.", {"a"}}, {"It is mild.", {"a"}}, {"Cited.", {"b", "c"}}};
  EXPECT_EQ(parsed->cites, expected);
  const auto again = parse_final_answer(to_json_text(*parsed), bytes_max);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->summary, parsed->summary);
  EXPECT_EQ(again->cites, parsed->cites);
}

TEST(FinalAnswer, StatementsAreBoundedToo) {
  const auto summary = [](std::size_t statements, std::size_t characters) {
    json::array list;
    for (std::size_t i = 0; i < statements; ++i) list.push_back(json::object{{"text", std::string(characters, 'x')}});
    return code_of(with("summary", std::move(list)));
  };
  EXPECT_EQ(summary(1, 39), "bad_answer");
  EXPECT_EQ(summary(1, 40), "");
  EXPECT_EQ(summary(4, 499), "");         // 1,999 with the spaces between
  EXPECT_EQ(summary(4, 500), "bad_answer");
  EXPECT_EQ(summary(21, 40), "bad_answer");
  EXPECT_EQ(summary(0, 0), "bad_answer");
  json::array ids;
  for (int i = 0; i < cites_max; ++i) ids.push_back(json::string("id"));
  EXPECT_EQ(code_of(with("recommendations", json::array{json::object{{"text", "x"}, {"cite", ids}}})), "");
  ids.push_back(json::string("id"));
  EXPECT_EQ(code_of(with("recommendations", json::array{json::object{{"text", "x"}, {"cite", ids}}})), "bad_answer");
  EXPECT_EQ(code_of(with("recommendations", json::array{json::object{{"cite", json::array()}}})), "bad_answer");
  EXPECT_EQ(code_of(with("recommendations", json::array{json::object{{"text", "This cures it."}}})), "banned_wording");
}

TEST(FinalAnswer, RefusesWhatDoesNotFit) {
  for (const std::string& text :
       {std::string(), std::string("no json"), std::string("{"), std::string("}{"), std::string("{}"),
        std::string("null"), with("summary", nullptr), with("summary", 7), with("summary", "short"),
        with("summary", json::string(2'001, 'x')), with("recommendations", json::array()),
        with("recommendations", "one"), with("recommendations", json::array{1}),
        with("recommendations", json::array{""}), with("recommendations", json::array{std::string(601, 'x')}),
        with("care_instructions", nullptr), with("product_ids", json::array{json::object()}),
        with("product_ids", json::array(11, "p")), std::string(200, '{') + std::string(200, '}')}) {
    EXPECT_EQ(code_of(text), "bad_answer") << text.substr(0, 80);
  }
  EXPECT_EQ(code_of(with("summary", json::string(2'000, 'x'))), "");
  EXPECT_EQ(code_of("\xFF" + to_json_text(sample())), "bad_answer");
}

TEST(FinalAnswer, RefusesTooMuchBeforeReadingIt) {
  EXPECT_EQ(code_of(std::string(bytes_max + 1, ' ')), "answer_too_large");
  std::string padded = to_json_text(sample());
  padded.resize(bytes_max, ' ');
  EXPECT_EQ(code_of(padded), "");
}

TEST(FinalAnswer, RefusesBannedWordingInEveryText) {
  EXPECT_EQ(code_of(with("summary", "You have rosacea, as this photo shows without any doubt.")), "banned_wording");
  EXPECT_EQ(code_of(with("recommendations", json::array{"This cures it."})), "banned_wording");
  EXPECT_EQ(code_of(with("care_instructions", json::array{"Ask for a prescription."})), "banned_wording");
}

}  // namespace
}  // namespace lumen::agent
