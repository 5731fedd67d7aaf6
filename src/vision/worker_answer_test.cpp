// SPDX-License-Identifier: Apache-2.0
#include "vision/worker_answer.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "base/json.h"
#include "vision/testing/sample_answer.h"

namespace lumen::vision {
namespace {

using test::sample_classification;

std::string sample_text() { return write_classification(sample_classification()); }

// The sample with one member replaced: `path` names members and list places, e.g. {"prediction", "findings", "0"}.
std::string changed(std::initializer_list<std::string_view> path, json::value replacement) {
  json::value root = json::parse(sample_text());
  json::value* at = &root;
  for (const std::string_view step : path) {
    at = at->is_array() ? &at->get_array()[std::stoul(std::string(step))] : &at->get_object()[step];
  }
  *at = std::move(replacement);
  return json::serialize(root);
}

TEST(WorkerAnswer, CarriesEveryFieldOfAClassification) {
  const Classification sent = sample_classification();
  const auto read = read_classification(write_classification(sent));
  ASSERT_TRUE(read) << read.error().detail;
  const Prediction& a = sent.prediction;
  const Prediction& b = read->prediction;
  EXPECT_EQ(a.condition, b.condition);
  EXPECT_DOUBLE_EQ(a.confidence, b.confidence);
  EXPECT_EQ(a.notes, b.notes);
  EXPECT_EQ(a.engine, b.engine);
  ASSERT_EQ(a.findings.size(), b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    EXPECT_EQ(a.findings[i].label, b.findings[i].label);
    EXPECT_DOUBLE_EQ(a.findings[i].score, b.findings[i].score);
    EXPECT_DOUBLE_EQ(a.findings[i].extent, b.findings[i].extent);
    EXPECT_EQ(a.findings[i].severity, b.findings[i].severity);
    EXPECT_EQ(a.findings[i].measured, b.findings[i].measured);
    EXPECT_EQ(a.findings[i].note, b.findings[i].note);
  }
  ASSERT_EQ(a.measurements.size(), b.measurements.size());
  for (std::size_t i = 0; i < a.measurements.size(); ++i) {
    EXPECT_EQ(a.measurements[i].name, b.measurements[i].name);
    EXPECT_DOUBLE_EQ(a.measurements[i].value, b.measurements[i].value);
    EXPECT_EQ(a.measurements[i].unit, b.measurements[i].unit);
    EXPECT_EQ(a.measurements[i].region, b.measurements[i].region);
  }
  EXPECT_EQ(sent.timing_ms, read->timing_ms);
  EXPECT_EQ(sent.model_outputs, read->model_outputs);
}

TEST(WorkerAnswer, ClampsScores) {
  const auto read = read_classification(changed({"prediction", "findings", "0", "score"}, 1.7));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->prediction.findings[0].score, 1.0);
}

TEST(WorkerAnswer, RefusesWhatAWorkerMustNotSay) {
  const std::string infinite = [] {
    std::string text = sample_text();
    const std::string before = "\"confidence\":";
    text.insert(text.find(before) + before.size(), "1e999,\"unused\":");
    return text;
  }();
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"nothing", ""},
      {"no JSON", "classified"},
      {"two values", sample_text() + sample_text()},
      {"a list", "[]"},
      {"no members", "{}"},
      {"deep nesting", std::string(40, '[') + std::string(40, ']')},
      {"an infinite number", infinite},
      {"no prediction", changed({"prediction"}, nullptr)},
      {"an unknown label", changed({"prediction", "condition"}, "vampirism")},
      {"a synonym instead of the label", changed({"prediction", "condition"}, "Dark Spots")},
      {"a number as a label", changed({"prediction", "condition"}, 3)},
      {"a missing finding", changed({"prediction", "findings"}, json::array())},
      {"a finding twice", changed({"prediction", "findings", "1", "label"}, "acne")},
      {"a text as a score", changed({"prediction", "findings", "0", "score"}, "0.5")},
      {"an unknown severity", changed({"prediction", "findings", "0", "severity"}, "fatal")},
      {"control characters", changed({"prediction", "notes", "0"}, "line one\nline two")},
      {"an endless text", changed({"prediction", "notes", "0"}, json::string(5'000, 'a'))},
      {"a number as a note", changed({"prediction", "notes", "0"}, 1)},
      {"too many notes", changed({"prediction", "notes"}, json::array(100, json::value("a note")))},
      {"too many measurements", changed({"prediction", "measurements"}, json::array(1'000, json::object()))},
      {"a measurement of nothing", changed({"prediction", "measurements", "0", "value"}, nullptr)},
      {"a timing with a bad name", changed({"timing_ms"}, json::object{{"de code", 1}})},
      {"a timing without a number", changed({"timing_ms"}, json::object{{"decode", "fast"}})},
      {"no timing", changed({"timing_ms"}, nullptr)},
      {"too many outputs of a model", changed({"model_outputs"}, json::array(257, json::value(0.5)))},
      {"a text as an output", changed({"model_outputs", "0"}, "0.5")},
      {"outputs that are no list", changed({"model_outputs"}, 0.5)},
  };
  for (const auto& [what, text] : cases) EXPECT_FALSE(read_classification(text)) << what;
  EXPECT_TRUE(read_classification(sample_text()));
}

TEST(WorkerAnswer, RefusesBytesThatAreNotText) {
  std::string text = sample_text();
  text.replace(text.find("Spots"), 1, "\xFF");
  EXPECT_FALSE(read_classification(text));
}

TEST(WorkerAnswer, CarriesARejection) {
  const PhotoRejection sent{"too_dark", "The photo is too dark.", "Face a window."};
  const auto read = read_rejection(write_rejection(sent));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->code, sent.code);
  EXPECT_EQ(read->reason, sent.reason);
  EXPECT_EQ(read->fix, sent.fix);
  EXPECT_FALSE(read_rejection(write_rejection({"Too Dark!", "reason", "fix"})));
  EXPECT_FALSE(read_rejection(R"({"code": "too_dark", "reason": "reason"})"));
}

TEST(WorkerAnswer, CarriesWhyAModelWasRefused) {
  const auto read = read_model_refusal(write_model_refusal(invalid("bad_model", "it is\nno \x1b model")));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, "it is no   model");
  EXPECT_FALSE(read_model_refusal("{}"));
  EXPECT_FALSE(read_model_refusal(R"({"reason": "line one\nline two"})"));
}

TEST(WorkerAnswer, CarriesARefusalOfTheKnownCodesAlone) {
  Error sent = invalid("damaged_photo", "The photo is damaged.", "libjpeg:\n bad \xFF code");
  sent.hint = "Take it again.";
  const auto read = read_refusal(write_refusal(sent));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->kind, ErrorKind::invalid);
  EXPECT_EQ(read->code, "damaged_photo");
  EXPECT_EQ(read->message, sent.message);
  EXPECT_EQ(read->hint, sent.hint);
  EXPECT_EQ(read->detail, "libjpeg:  bad   code");
  EXPECT_EQ(read_refusal(write_refusal(invalid("too_many_pixels", "Too large.")))->kind, ErrorKind::too_large);
  EXPECT_FALSE(read_refusal(write_refusal(unavailable("busy", "Lumen is busy."))));
}

}  // namespace
}  // namespace lumen::vision
