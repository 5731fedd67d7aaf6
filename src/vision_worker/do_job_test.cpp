// SPDX-License-Identifier: Apache-2.0
// A job's answer as the worker sends it: the same bytes for the same photo, however many threads OpenCV has.
#include "vision_worker/do_job.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <opencv2/core/utility.hpp>
#include <optional>

#include "domain/limits.h"
#include "tests/photos/draw_photo.h"
#include "tests/photos/encode.h"

namespace lumen::vision_worker {
namespace {

using namespace lumen::test;
using vision::protocol::AnswerKind;
using vision::protocol::JobHeader;

const skin::Engine& engine() {
  static const skin::Engine loaded = [] {
    auto engine = skin::Engine::load("/usr/share/opencv4/haarcascades");
    if (!engine) throw std::runtime_error(engine.error().message);
    return std::move(*engine);
  }();
  return loaded;
}

// Without the times; nothing when the photo was not classified.
std::optional<std::string> answer_with(int threads, const Bytes& photo) {
  cv::setNumThreads(threads);
  JobHeader job;
  job.photo_bytes = photo.size();
  job.pixels_max = limits::photo_pixels_max;
  job.side_px_max = limits::photo_side_px_max;
  const JobAnswer answer = do_job(job, photo, engine());
  cv::setNumThreads(1);
  if (answer.kind != AnswerKind::classified) return std::nullopt;
  json::object read = json::parse(answer.text).as_object();
  if (read.erase("timing_ms") == 0) return std::nullopt;
  return json::serialize(read);
}

std::vector<Bytes> photos_of_many_kinds() {
  PhotoOptions light;
  light.tone_l = 75;
  light.lesions = 14;
  light.redness = 8;
  light.noise = 4;
  PhotoOptions dark;
  dark.seed = 2;
  dark.tone_l = 32;
  dark.dark_spots = 10;
  dark.under_eye = 12;
  dark.lines = 6;
  dark.noise = 5;
  PhotoOptions close;
  close.seed = 3;
  close.kind = PhotoKind::closeup;
  close.blackheads = 60;
  close.flakes = 6;
  close.noise = 3;
  return {encode_jpeg(draw_photo(light)), encode_webp(draw_photo(dark)), encode_png(draw_photo(close))};
}

TEST(DoJob, AnswersTheSameWithOneAndTwoThreads) {
  for (const Bytes& photo : photos_of_many_kinds()) {
    const auto alone = answer_with(1, photo);
    ASSERT_TRUE(alone);
    EXPECT_EQ(answer_with(1, photo), alone);
    EXPECT_EQ(answer_with(2, photo), alone);
  }
}

}  // namespace
}  // namespace lumen::vision_worker
