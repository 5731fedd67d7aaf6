// SPDX-License-Identifier: Apache-2.0
#include "telemetry/loop_lag.h"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>

#include "telemetry/prometheus_metrics.h"

namespace lumen::telemetry {
namespace {

using std::chrono::milliseconds;

class LoopLagTest : public ::testing::Test {
 protected:
  double lag() { return std::stod(after(metrics_.render(), "lumen_loop_lag_seconds{loop=\"main\"} ")); }
  static std::string after(const std::string& text, const std::string& mark) {
    return text.substr(text.find(mark) + mark.size());
  }
  LoopLag::Now manual() {
    return [this] { return LoopLag::Time(elapsed_); };
  }

  boost::asio::io_context loop_;
  PrometheusMetrics metrics_;
  milliseconds elapsed_{0};
};

TEST_F(LoopLagTest, SaysByHowMuchTheTimerWasLate) {
  LoopLag measurement(loop_, metrics_, "main", milliseconds(1), manual());
  elapsed_ = milliseconds(251);
  loop_.run_one();
  EXPECT_DOUBLE_EQ(lag(), 0.25);
  elapsed_ += milliseconds(1);
  loop_.run_one();
  EXPECT_DOUBLE_EQ(lag(), 0);
}

TEST_F(LoopLagTest, IsNeverNegative) {
  LoopLag measurement(loop_, metrics_, "main", milliseconds(1), manual());
  loop_.run_one();
  EXPECT_DOUBLE_EQ(lag(), 0);
}

TEST_F(LoopLagTest, AStoppedMeasurementLetsTheLoopEnd) {
  LoopLag measurement(loop_, metrics_, "main", std::chrono::hours(1));
  boost::asio::post(loop_, [&] { measurement.stop(); });
  EXPECT_GT(loop_.run(), 0U);
}

TEST_F(LoopLagTest, MayBeDestroyedBeforeItsTimerIsHandled) {
  {
    const LoopLag measurement(loop_, metrics_, "main", milliseconds(0));
  }
  EXPECT_EQ(loop_.run(), 1U);
}

}  // namespace
}  // namespace lumen::telemetry
