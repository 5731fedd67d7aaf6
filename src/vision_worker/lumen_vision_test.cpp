// SPDX-License-Identifier: Apache-2.0
// The built-in classifier with the real lumen-vision: its contract, every kind of photo through the sandbox, and
// what happens when processes are stopped and killed.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <set>
#include <string>
#include <thread>

#include "base/unique_fd.h"
#include "tests/photos/draw_photo.h"
#include "tests/photos/encode.h"
#include "tests/support/run_task.h"
#include "vision/skin_classifier_contract.h"
#include "vision/skin_classifier_embedded.h"
#include "vision/testing/processes.h"

#ifdef __SANITIZE_THREAD__
// One test forks, and its child starts threads. Nothing else runs at that moment.
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options() { return "die_after_fork=0"; }
#endif

namespace lumen::vision {
namespace {

using namespace lumen::test;
using test::descendants_of;
using test::wait_for_child;
using test::wait_until_gone;

NullLog quiet;

cv::Mat drawn(PhotoKind kind) {
  PhotoOptions options;
  options.kind = kind;
  options.width_px = 600;
  options.height_px = 800;
  options.dark_spots = 8;
  return draw_photo(options);
}

EmbeddedClassifierOptions real_program() {
  EmbeddedClassifierOptions options;  // lumen-vision lies beside this test
  options.workers = 1;
  return options;
}

Deadline soon() { return Deadline::after(std::chrono::minutes(5)); }

struct RealProgram {
  static constexpr SkinClassifierTraits traits{};
  SkinClassifier& classifier() { return classifier_; }
  Bytes good_photo() { return encode_jpeg(drawn(PhotoKind::face)); }
  Bytes skinless_photo() { return encode_jpeg(drawn(PhotoKind::scene)); }
  Bytes oversized_photo() { return encode_png(cv::Mat(8'001, 8'001, CV_8UC1, cv::Scalar(128))); }

 private:
  static EmbeddedClassifierOptions two_workers() {
    EmbeddedClassifierOptions options = real_program();
    options.workers = 2;
    return options;
  }
  SkinClassifierEmbedded classifier_{two_workers(), null_metrics(), quiet};
};

INSTANTIATE_TYPED_TEST_SUITE_P(LumenVision, SkinClassifierContract, RealProgram);

class LumenVision : public ::testing::Test {
 protected:
  Result<Classification> classify(const Bytes& photo, std::uint16_t orientation = 1) {
    return lumen::test::run(classifier_.classify({photo, orientation}, soon()));
  }
  std::string outcome(const Bytes& photo) {
    const auto answer = classify(photo);
    return answer ? "classified" : answer.error().code + ": " + answer.error().detail;
  }
  // The zygote and its one worker, which has just done a job.
  std::pair<pid_t, pid_t> processes() {
    EXPECT_EQ(outcome(photo_), "classified");
    const pid_t zygote = wait_for_child(::getpid());
    return {zygote, wait_for_child(zygote)};
  }

  Bytes photo_ = encode_jpeg(drawn(PhotoKind::face));
  SkinClassifierEmbedded classifier_{real_program(), null_metrics(), quiet};
};

TEST_F(LumenVision, MeasuresEveryKindOfPhotoInsideTheSandbox) {
  const cv::Mat skin = drawn(PhotoKind::face);
  cv::Mat deep;
  skin.convertTo(deep, CV_16U, 257);
  const auto jpeg = [&](JpegColour colour, JpegScans scans, const Bytes& profile = {}) {
    return encode_jpeg(skin, {colour, scans, 92, 0, profile});
  };
  const std::vector<std::pair<std::string, Bytes>> photos = {
      {"jpeg", jpeg(JpegColour::ycbcr, JpegScans::baseline)},
      {"jpeg progressive", jpeg(JpegColour::ycbcr, JpegScans::progressive)},
      {"jpeg cmyk", jpeg(JpegColour::cmyk_adobe, JpegScans::baseline)},
      {"jpeg display p3", jpeg(JpegColour::ycbcr, JpegScans::baseline, display_p3_profile())},
      {"png", encode_png(skin)},
      {"png 16 bit", encode_png(deep)},
      {"png interlaced", encode_interlaced_png(skin)},
      {"webp", encode_webp(skin)},
      {"webp animated", encode_animated_webp(skin, {0, 0}, cv::Mat(skin.size(), CV_8UC3, cv::Scalar::all(9)))},
      {"heic", encode_heic(skin)},
      {"heic grid", encode_heic_grid(skin, 256, 0)},
  };
  for (const auto& [name, photo] : photos) EXPECT_EQ(outcome(photo), "classified") << name;
}

TEST_F(LumenVision, AnswersTheSameForEveryOrientation) {
  const cv::Mat scene = drawn(PhotoKind::face);
  const auto upright = classify(encode_png(scene));
  ASSERT_TRUE(upright);
  // Where the scene's left upper corner went, and whether the sides changed places.
  const std::vector<std::function<cv::Mat(cv::Mat)>> store = {
      [](cv::Mat p) { return p; },
      [](cv::Mat p) {
        cv::flip(p, p, 1);
        return p;
      },
      [](cv::Mat p) {
        cv::rotate(p, p, cv::ROTATE_180);
        return p;
      },
      [](cv::Mat p) {
        cv::flip(p, p, 0);
        return p;
      },
      [](cv::Mat p) { return cv::Mat(p.t()); },
      [](cv::Mat p) {
        cv::rotate(p, p, cv::ROTATE_90_COUNTERCLOCKWISE);
        return p;
      },
      [](cv::Mat p) {
        cv::rotate(p, p, cv::ROTATE_180);
        return cv::Mat(p.t());
      },
      [](cv::Mat p) {
        cv::rotate(p, p, cv::ROTATE_90_CLOCKWISE);
        return p;
      },
  };
  for (std::size_t i = 0; i < store.size(); ++i) {
    const auto answer = classify(encode_png(store[i](scene.clone())), static_cast<std::uint16_t>(i + 1));
    ASSERT_TRUE(answer) << i + 1;
    for (std::size_t label = 0; label < label_count; ++label) {
      EXPECT_EQ(answer->prediction.findings[label].score, upright->prediction.findings[label].score) << i + 1;
    }
  }
}

TEST_F(LumenVision, DrawsTheOverlayUpright) {
  const Bytes stored = encode_png(drawn(PhotoKind::face));
  const auto size_of = [&](std::uint16_t orientation, OverlayView view) {
    const auto png = lumen::test::run(classifier_.draw_overlay({stored, orientation}, view, soon()));
    EXPECT_TRUE(png);
    const auto side = [&](std::size_t at) { return (*png)[at + 2] << 8 | (*png)[at + 3]; };  // IHDR
    return png ? cv::Size(side(16), side(20)) : cv::Size();
  };
  for (const OverlayView& view : {OverlayView(EverythingMeasured()), OverlayView(Concern::redness)}) {
    EXPECT_EQ(size_of(1, view), cv::Size(600, 800));
    EXPECT_EQ(size_of(6, view), cv::Size(800, 600));
  }
  const cv::Size report = size_of(1, SideBySide());
  EXPECT_GT(report.width, 1'200);
  EXPECT_LE(report.width, 1'300);
}

TEST_F(LumenVision, DrawsEachConcernOnItsOwn) {
  const Bytes stored = encode_png(drawn(PhotoKind::face));
  std::set<Bytes> pictures;
  for (const Concern concern : all_concerns()) {
    auto png = lumen::test::run(classifier_.draw_overlay({stored, 1}, concern, soon()));
    ASSERT_TRUE(png) << to_string(concern);
    pictures.insert(std::move(*png));
  }
  EXPECT_EQ(pictures.size(), concern_count);
}

TEST_F(LumenVision, KeepsTheSandboxClosedAndTheEnvironmentOut) {
  ::setenv("AWS_SECRET_ACCESS_KEY", "a-secret-of-the-server", 1);
  const auto [zygote, worker] = processes();
  ::unsetenv("AWS_SECRET_ACCESS_KEY");
  const auto read = [](pid_t process, const char* name) {
    std::ifstream file("/proc/" + std::to_string(process) + "/" + name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string status = read(worker, "status");
  EXPECT_NE(status.find("NoNewPrivs:\t1"), std::string::npos) << status;
  EXPECT_NE(status.find("Seccomp:\t2"), std::string::npos) << status;
  const std::string environment = read(zygote, "environ");
  EXPECT_FALSE(environment.empty());
  EXPECT_EQ(environment.find("a-secret-of-the-server"), std::string::npos);
}

// What the open descriptors of a process lead to; nothing when the system does not say.
std::vector<std::string> descriptors_of(pid_t process) {
  std::vector<std::string> targets;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/fd", failure)) {
    const auto target = std::filesystem::read_symlink(entry.path(), failure);
    if (!failure) targets.push_back(target.string());
  }
  return targets;
}

TEST_F(LumenVision, HoldsNoDescriptorsButItsOwn) {
  const UniqueFd secret(::open("/etc/hostname", O_RDONLY));  // not closed on exec
  ASSERT_TRUE(secret.valid());
  const auto [zygote, worker] = processes();
  const std::vector<std::string> of_zygote = descriptors_of(zygote);
  ASSERT_FALSE(of_zygote.empty());
  // A worker cannot be looked at by other users than root, so that of the zygote, which it is a copy of, must do.
  for (const pid_t process : {zygote, worker}) {
    int sockets = 0;
    for (const std::string& target : descriptors_of(process)) {
      if (target.starts_with("socket:")) ++sockets;
#ifndef LUMEN_SANITIZED
      EXPECT_TRUE(target == "/dev/null" || target.starts_with("socket:") || target == "anon_inode:[signalfd]")
          << target;
#else
      EXPECT_NE(target, "/etc/hostname");
#endif
    }
    // The zygote has its control socket and one for each worker it hands out; a worker has its job socket alone.
    EXPECT_LE(sockets, process == zygote ? 2 : 1);
  }
}

// Runs a job whose worker is stopped, does something to a process, and answers the outcome.
std::string outcome_after(SkinClassifier& classifier, PhotoToRead photo, Deadline deadline, pid_t stopped,
                          const std::function<void()>& act) {
  ::kill(stopped, SIGSTOP);
  boost::asio::io_context loop;
  auto answer = boost::asio::co_spawn(loop, classifier.classify(std::move(photo), deadline), boost::asio::use_future);
  std::thread runner([&] { loop.run(); });
  act();
  runner.join();
  const auto result = answer.get();
  return result ? "classified" : result.error().code;
}

TEST_F(LumenVision, TriesAgainWhenAWorkerIsKilled) {
  const pid_t worker = processes().second;
  EXPECT_EQ(outcome_after(classifier_, {photo_, 1}, soon(), worker, [&] { ::kill(worker, SIGKILL); }), "classified");
  EXPECT_TRUE(wait_until_gone(worker));
}

TEST_F(LumenVision, StartsAgainWhenTheZygoteIsKilled) {
  const auto [zygote, worker] = processes();
  EXPECT_EQ(outcome_after(classifier_, {photo_, 1}, soon(), worker, [process = zygote] { ::kill(process, SIGKILL); }),
            "classified");
  EXPECT_TRUE(wait_until_gone(zygote));
  EXPECT_TRUE(wait_until_gone(worker));
}

TEST_F(LumenVision, KillsAWorkerThatHangs) {
  const pid_t worker = processes().second;
  const Deadline near = Deadline::after(std::chrono::milliseconds(50));
  EXPECT_EQ(outcome_after(classifier_, {photo_, 1}, near, worker, [] {}), "timed_out");
  EXPECT_TRUE(wait_until_gone(worker));
  EXPECT_EQ(outcome(photo_), "classified");
}

TEST_F(LumenVision, HoldsTheMemoryLimit) {
  // A progressive JPEG of four components needs 8 bytes a pixel while it is decoded: 200 MB, or 392 MB.
#ifdef LUMEN_SANITIZED
  constexpr std::uint64_t limit_bytes = 500'000'000;
  constexpr int side_px = 7'000;
#else
  constexpr std::uint64_t limit_bytes = 260'000'000;
  constexpr int side_px = 5'000;
#endif
  EmbeddedClassifierOptions options = real_program();
  options.worker_memory_bytes = limit_bytes;
  SkinClassifierEmbedded small(options, null_metrics(), quiet);
  const cv::Mat large(side_px, side_px, CV_8UC3, cv::Scalar(128, 152, 205));
  const Bytes bomb = encode_jpeg(large, {JpegColour::cmyk_adobe, JpegScans::progressive, 50, 0, {}});
  const auto answer = lumen::test::run(small.classify({bomb, 1}, soon()));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "damaged_photo");
  EXPECT_TRUE(lumen::test::run(small.classify({photo_, 1}, soon())));
}

TEST_F(LumenVision, LeavesNoProcessWhenItIsDestroyed) {
  std::vector<pid_t> started;
  {
    SkinClassifierEmbedded other(real_program(), null_metrics(), quiet);
    EXPECT_TRUE(lumen::test::run(other.classify({photo_, 1}, soon())));
    started = descendants_of(::getpid());
    EXPECT_GE(started.size(), 2U);
  }
  EXPECT_TRUE(descendants_of(::getpid()).empty());
  for (const pid_t process : started) EXPECT_TRUE(wait_until_gone(process));
}

// A server of its own, in a child process: reports readiness, then waits to be killed.
[[noreturn]] void serve_until_killed(int report, const Bytes& photo) {
  SkinClassifierEmbedded classifier(real_program(), null_metrics(), quiet);
  const auto answer = lumen::test::run(classifier.classify({photo, 1}, soon()));
  const char said = answer ? 'y' : 'n';
  [[maybe_unused]] const ssize_t written = ::write(report, &said, 1);
  while (true) ::pause();
}

TEST(LumenVisionServer, TakesItsProcessesAlongWhenItIsKilled) {
  const Bytes photo = encode_jpeg(drawn(PhotoKind::face));
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const UniqueFd listen(ends[0]);
  UniqueFd report(ends[1]);
  const pid_t server = ::fork();
  if (server == 0) serve_until_killed(report.get(), photo);
  report.reset();
  char said = 0;
  ASSERT_EQ(::read(listen.get(), &said, 1), 1);
  EXPECT_EQ(said, 'y');
  const std::vector<pid_t> started = descendants_of(server);
  EXPECT_EQ(started.size(), 2U);
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);
  for (const pid_t process : started) EXPECT_TRUE(wait_until_gone(process));
}

}  // namespace
}  // namespace lumen::vision
