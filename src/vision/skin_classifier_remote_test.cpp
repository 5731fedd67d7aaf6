// SPDX-License-Identifier: Apache-2.0
// The adapters of models elsewhere and the second opinion, against a scripted server; the contract with the real
// lumen-vision, which makes photos fit to leave.
#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/photos/draw_photo.h"
#include "tests/photos/encode.h"
#include "tests/support/http_imposter.h"
#include "tests/support/remote_bench.h"
#include "tests/support/run_task.h"
#include "vision/skin_classifier_contract.h"
#include "vision/skin_classifier_custom.h"
#include "vision/skin_classifier_embedded.h"
#include "vision/skin_classifier_huggingface.h"
#include "vision/skin_classifier_second_opinion.h"
#include "vision/testing/sample_answer.h"

namespace lumen::vision {
namespace {

using namespace std::chrono_literals;
using lumen::test::Fault;
using lumen::test::HttpImposter;
using lumen::test::RemoteBench;
using lumen::test::ScriptedAnswer;

NullLog quiet;

constexpr const char* list_answer = R"([{"label":"acne","score":0.9},{"label":"dry skin","score":0.05}])";
constexpr const char* object_answer =
    R"({"top_prediction":"acne","confidence":0.9,"all_predictions":{"acne":0.9,"dry skin":0.05}})";

ScriptedAnswer json_answer(std::string body) {
  return {.headers = {{"Content-Type", "application/json; charset=utf-8"}}, .body = std::move(body)};
}

cv::Mat drawn(lumen::test::PhotoKind kind) {
  lumen::test::PhotoOptions options;
  options.kind = kind;
  options.width_px = 600;
  options.height_px = 800;
  return lumen::test::draw_photo(options);
}

EmbeddedClassifierOptions two_workers() {
  EmbeddedClassifierOptions options;
  options.workers = 2;
  return options;
}

Deadline soon() { return Deadline::after(2min); }

// The photos of the contract, and a server that answers well.
struct RemoteFixture {
  Bytes good_photo() { return lumen::test::encode_jpeg(drawn(lumen::test::PhotoKind::face)); }
  Bytes skinless_photo() { return lumen::test::encode_jpeg(drawn(lumen::test::PhotoKind::scene)); }
  Bytes oversized_photo() { return lumen::test::encode_png(cv::Mat(8'001, 8'001, CV_8UC1, cv::Scalar(128))); }

  HttpImposter imposter;
  RemoteBench bench;
  SkinClassifierEmbedded engine{two_workers(), null_metrics(), quiet};

  RemoteModelOptions options(const char* model) const {
    RemoteModelOptions made;
    made.url = imposter.url("/models/" + std::string(model));
    made.model = model;
    return made;
  }
};

struct HuggingfaceFixture : RemoteFixture {
  static constexpr SkinClassifierTraits traits{.has_quality_gate = false, .draws_overlays = false};
  HuggingfaceFixture() { imposter.answer_always(json_answer(list_answer)); }
  SkinClassifier& classifier() { return classifier_; }
  SkinClassifierHuggingface classifier_{options("owner/skin"), engine, bench.tools()};
};

struct CustomFixture : RemoteFixture {
  static constexpr SkinClassifierTraits traits{.has_quality_gate = false, .draws_overlays = false};
  CustomFixture() { imposter.answer_always(json_answer(object_answer)); }
  SkinClassifier& classifier() { return classifier_; }
  SkinClassifierCustom classifier_{options("own"), engine, bench.tools()};
};

struct SecondOpinionFixture : HuggingfaceFixture {
  static constexpr SkinClassifierTraits traits{};
  SkinClassifier& classifier() { return both_; }
  SkinClassifierSecondOpinion both_{engine, classifier_, {.model = "huggingface/owner/skin"}, null_metrics(), quiet};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Huggingface, SkinClassifierContract, HuggingfaceFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(Custom, SkinClassifierContract, CustomFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(SecondOpinion, SkinClassifierContract, SecondOpinionFixture);

TEST(UprightPhotos, AreTurnedAndHoldNothingButThePicture) {
  SkinClassifierEmbedded engine(two_workers(), null_metrics(), quiet);
  cv::Mat picture(300, 400, CV_8UC3, cv::Scalar(40, 80, 200));
  lumen::test::JpegOptions with_exif;
  with_exif.orientation = 6;
  for (const Bytes& photo : {lumen::test::encode_jpeg(picture, with_exif),
                             lumen::test::encode_heic(picture, {.orientation = 6, .profile = {}})}) {
    const auto jpeg = lumen::test::run(engine.upright_jpeg({photo, 6}, soon()));
    ASSERT_TRUE(jpeg) << jpeg.error().detail;
    const std::string_view text = as_text(*jpeg);
    EXPECT_EQ(text.find("Exif"), std::string_view::npos);
    EXPECT_EQ(text.substr(0, 4), "\xFF\xD8\xFF\xE0");
    const std::size_t frame = text.find("\xFF\xC0");
    ASSERT_NE(frame, std::string_view::npos);
    const auto number = [&](std::size_t at) { return (*jpeg)[frame + at] * 256 + (*jpeg)[frame + at + 1]; };
    EXPECT_EQ(number(5), 400);  // height
    EXPECT_EQ(number(7), 300);  // width
  }
}

// Hands on a photo as it is: what is tested here is what happens to it on the way.
struct PhotosAsTheyAre final : UprightPhotos {
  Task<Result<Bytes>> upright_jpeg(PhotoToRead photo, Deadline) override { co_return std::move(photo.bytes); }
};

class Remote : public ::testing::Test {
 protected:
  RemoteModelOptions options() const {
    RemoteModelOptions made;
    made.url = imposter_.url("/predict");
    made.model = "owner/skin";
    made.version = "3";
    made.token = "hf_secret";
    made.time_max = 2min;
    return made;
  }
  template <class Adapter>
  Result<Classification> ask(Adapter& adapter, Deadline deadline = soon()) {
    return lumen::test::run(adapter.classify({Bytes{'p', 'i', 'c'}, 1}, deadline));
  }
  std::string outcome_of(ScriptedAnswer answer, Deadline deadline = soon()) {
    imposter_.answer_always(std::move(answer));
    SkinClassifierHuggingface adapter(options(), photos_, bench_.tools());
    const auto seen = ask(adapter, deadline);
    if (seen) return "classified";
    EXPECT_EQ((seen.error().message + seen.error().detail).find("hf_secret"), std::string::npos);
    return std::string(to_string(seen.error().kind)) + " " + seen.error().code;
  }

  HttpImposter imposter_;
  RemoteBench bench_;
  PhotosAsTheyAre photos_;
};

TEST_F(Remote, HuggingfaceIsSentTheBytesAndTheToken) {
  imposter_.answer(json_answer(list_answer));
  SkinClassifierHuggingface adapter(options(), photos_, bench_.tools());
  const auto seen = ask(adapter);
  ASSERT_TRUE(seen) << seen.error().detail;
  EXPECT_EQ(seen->prediction.engine, "huggingface/owner/skin@3");
  EXPECT_EQ(seen->prediction.condition, Label::acne);
  EXPECT_TRUE(seen->timing_ms.contains("remote"));
  const auto request = imposter_.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/predict");
  EXPECT_EQ(request.body, "pic");
  EXPECT_EQ(request.header("Content-Type"), "image/jpeg");
  EXPECT_EQ(request.header("Authorization"), "Bearer hf_secret");
  EXPECT_EQ(adapter.describe().find("hf_secret"), std::string::npos);
}

TEST_F(Remote, CustomIsSentAForm) {
  imposter_.answer(json_answer(object_answer));
  RemoteModelOptions without_token = options();
  without_token.token.clear();
  SkinClassifierCustom adapter(without_token, photos_, bench_.tools());
  const auto seen = ask(adapter);
  ASSERT_TRUE(seen) << seen.error().detail;
  const auto request = imposter_.requests().at(0);
  const std::string type = request.header("Content-Type");
  ASSERT_TRUE(type.starts_with("multipart/form-data; boundary=")) << type;
  const std::string boundary = type.substr(type.find('=') + 1);
  EXPECT_EQ(request.body, "--" + boundary +
                              "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"image.jpg\"\r\n"
                              "Content-Type: image/jpeg\r\n\r\npic\r\n--" +
                              boundary + "--\r\n");
  EXPECT_EQ(request.header("Authorization"), "");
}

TEST_F(Remote, HostedInferenceHasAnAddressOfItsOwn) {
  EXPECT_EQ(hosted_inference_url("owner/a model"), "https://router.huggingface.co/hf-inference/models/owner/a%20model");
}

TEST_F(Remote, WaitsForAModelThatLoads) {
  imposter_.answer({.status = 503,
                    .headers = {{"Content-Type", "application/json"}},
                    .body = R"({"error":"Model owner/skin is currently loading","estimated_time":12.3})"});
  imposter_.answer(json_answer(list_answer));
  SkinClassifierHuggingface adapter(options(), photos_, bench_.tools());
  EXPECT_TRUE(ask(adapter));
  ASSERT_EQ(bench_.pause.spans.size(), 1U);
  EXPECT_GE(bench_.pause.spans[0], 13s);
}

TEST_F(Remote, DoesNotWaitForAModelThatLoadsTooLong) {
  EXPECT_EQ(outcome_of({.status = 503, .body = R"({"error":"loading","estimated_time":500})"}),
            "unavailable remote_failed");
  EXPECT_EQ(imposter_.requests().size(), 1U);
}

TEST_F(Remote, HonoursARateLimit) {
  imposter_.answer({.status = 429, .headers = {{"RateLimit", "\"api\";r=0;t=37"}, {"Retry-After", "5"}}});
  imposter_.answer(json_answer(list_answer));
  SkinClassifierHuggingface adapter(options(), photos_, bench_.tools());
  EXPECT_TRUE(ask(adapter));
  ASSERT_EQ(bench_.pause.spans.size(), 1U);
  EXPECT_GE(bench_.pause.spans[0], 37s);
}

TEST_F(Remote, TriesAModelThatFailsAtThePhotoOnceMore) {
  EXPECT_EQ(outcome_of({.status = 500, .body = R"({"error":"CUDA","warnings":["x"]})"}), "unavailable remote_fault");
  EXPECT_EQ(imposter_.requests().size(), 2U);
}

TEST_F(Remote, TriesNothingAgainThatIsRefused) {
  std::size_t asked = 0;
  for (const int status : {400, 401, 402, 403, 404, 413, 302}) {
    EXPECT_EQ(outcome_of({.status = status, .body = R"({"error":["Error in `inputs`"]})"}),
              "unavailable remote_refused");
    EXPECT_EQ(imposter_.requests().size(), ++asked) << status;
  }
}

TEST_F(Remote, BlamesNoPhotoForWhatTheServerDoes) {
  EXPECT_EQ(outcome_of({.fault = Fault::reset}), "unavailable remote_broke_off");
  EXPECT_EQ(outcome_of({.body = list_answer, .fault = Fault::reset_midway}), "unavailable remote_broke_off");
  EXPECT_EQ(outcome_of({.body = list_answer, .fault = Fault::half_body}), "unavailable remote_broke_off");
  EXPECT_EQ(outcome_of({.fault = Fault::garbage}), "unavailable remote_bad_answer");
  EXPECT_EQ(outcome_of({.status = 502, .headers = {{"Content-Type", "text/html"}}, .body = "<html>Bad gateway"}),
            "unavailable remote_failed");
  EXPECT_EQ(outcome_of({.headers = {{"Content-Type", "text/html"}}, .body = "<html>Fine</html>"}),
            "unavailable remote_bad_answer");
  for (const char* body : {R"([{"label":"acne","score":NaN}])", R"([{"label":"acne","score":0.9)", "[]",
                           R"([{"label":"LABEL_0","score":0.9}])", R"({"error":"none"})"}) {
    EXPECT_EQ(outcome_of(json_answer(body)), "unavailable remote_bad_answer") << body;
  }
  EXPECT_EQ(outcome_of(json_answer("[" + std::string(64 * 1024, ' ') + "]")), "unavailable remote_bad_answer");
  const auto shortly = [] { return Deadline::after(200ms); };
  EXPECT_EQ(outcome_of({.fault = Fault::silence}, shortly()), "timed_out timed_out");
  EXPECT_EQ(
      outcome_of(
          {.headers = {{"Content-Type", "application/json"}}, .body = std::string(100'000, ' '), .fault = Fault::drip},
          shortly()),
      "timed_out timed_out");
}

// An engine that says what it is told to, and counts.
struct ToldEngine final : SkinClassifier {
  std::string describe() const override { return "told"; }
  Task<Result<Classification>> classify(PhotoToRead, Deadline) override {
    if (refusal) co_return fail(*refusal);
    Classification answer;
    answer.timing_ms["measure"] = 1;
    for (const Label label : all_labels) {
      Finding finding;
      finding.label = label;
      finding.score = label == Label::acne ? 0.5 : 0.1;
      answer.prediction.findings.push_back(finding);
    }
    answer.prediction.condition = Label::acne;
    answer.prediction.confidence = 0.5;
    answer.prediction.engine = "told/1";
    co_return answer;
  }
  Task<Result<Bytes>> draw_overlay(PhotoToRead, OverlayView, Deadline) override { co_return Bytes{1}; }
  std::optional<Error> refusal;
};

class SecondOpinionOver : public Remote {
 protected:
  SecondOpinionOptions second_options() {
    SecondOpinionOptions made;
    made.model = "huggingface/owner/skin@3";
    made.cost_usd = 0.002;
    return made;
  }
  ToldEngine engine_;
};

TEST_F(SecondOpinionOver, ARefusedPhotoIsNeverSent) {
  engine_.refusal = invalid("photo_rejected", "The photo is too dark.", "too_dark");
  SkinClassifierHuggingface other(options(), photos_, bench_.tools());
  SkinClassifierSecondOpinion both(engine_, other, second_options(), null_metrics(), quiet);
  const auto seen = ask(both);
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().code, "photo_rejected");
  EXPECT_TRUE(imposter_.requests().empty());
}

TEST_F(SecondOpinionOver, BothAreNamedAndTimedAndPaid) {
  imposter_.answer(json_answer(R"([{"label":"acne","score":0.7},{"label":"weals","score":0.2}])"));
  SkinClassifierHuggingface other(options(), photos_, bench_.tools());
  SkinClassifierSecondOpinion both(engine_, other, second_options(), null_metrics(), quiet);
  const auto seen = ask(both);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->prediction.engine, "huggingface/owner/skin@3 + told/1");
  EXPECT_NEAR(seen->prediction.confidence, 0.55, 0.001);
  ASSERT_TRUE(seen->prediction.second_opinion);
  EXPECT_NEAR(*seen->prediction.second_opinion->agreement, 0.8, 1e-9);
  EXPECT_TRUE(seen->timing_ms.contains("remote") && seen->timing_ms.contains("measure"));
  EXPECT_DOUBLE_EQ(seen->cost_usd, 0.002);
  EXPECT_EQ(seen->prediction.notes.size(), 2U);
}

TEST_F(SecondOpinionOver, TheEngineAnswersAloneWhenTheOtherDoesNot) {
  const std::pair<ScriptedAnswer, const char*> faults[] = {
      {{.status = 401}, "refused"},      {{.status = 503}, "failed"},
      {{.status = 429}, "throttled"},    {{.fault = Fault::reset}, "broke_off"},
      {json_answer("[]"), "bad_answer"}, {{.fault = Fault::silence}, "timed_out"}};
  for (const auto& [answer, outcome] : faults) {
    imposter_.answer_always(answer);
    SkinClassifierHuggingface other(options(), photos_, bench_.tools());
    SecondOpinionOptions limits = second_options();
    limits.time_max = 500ms;
    SkinClassifierSecondOpinion both(engine_, other, limits, null_metrics(), quiet);
    const auto seen = ask(both);
    ASSERT_TRUE(seen) << outcome;
    EXPECT_EQ(seen->prediction.engine, "told/1");
    EXPECT_DOUBLE_EQ(seen->prediction.confidence, 0.5);
    ASSERT_TRUE(seen->prediction.second_opinion);
    EXPECT_EQ(seen->prediction.second_opinion->outcome, outcome);
    EXPECT_EQ(seen->prediction.second_opinion->model, "huggingface/owner/skin@3");
    EXPECT_FALSE(seen->prediction.second_opinion->agreement);
    ASSERT_EQ(seen->prediction.notes.size(), 1U);
    EXPECT_EQ(seen->prediction.notes[0].find("hf_secret"), std::string::npos);
    EXPECT_EQ(seen->cost_usd, 0);
  }
}

TEST_F(SecondOpinionOver, AnOpenBreakerSparesTheWait) {
  imposter_.answer_always({.status = 503});
  SkinClassifierHuggingface other(options(), photos_, bench_.tools());
  SkinClassifierSecondOpinion both(engine_, other, second_options(), null_metrics(), quiet);
  std::string last;
  for (int i = 0; i < 4; ++i) last = ask(both)->prediction.second_opinion->outcome;
  EXPECT_EQ(last, "paused");
  EXPECT_EQ(imposter_.requests().size(), 5U);
}

TEST_F(SecondOpinionOver, LeavesTimeForWhoeverUsesTheAnswer) {
  imposter_.answer_always({.fault = Fault::silence});
  SkinClassifierHuggingface other(options(), photos_, bench_.tools());
  SecondOpinionOptions limits = second_options();
  limits.time_left_min = 2min - 300ms;
  SkinClassifierSecondOpinion both(engine_, other, limits, null_metrics(), quiet);
  const Deadline deadline = soon();
  const auto seen = ask(both, deadline);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->prediction.second_opinion->outcome, "timed_out");
  EXPECT_FALSE(deadline.expired());
}

}  // namespace
}  // namespace lumen::vision
