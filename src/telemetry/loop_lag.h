// SPDX-License-Identifier: Apache-2.0
#pragma once
// Measures how late an event loop runs what is due: a timer is set again and again, and the gauge says by how
// many seconds the last one fired too late. Made, stopped and destroyed on the loop's thread, or while the
// loop does not run.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "base/metrics.h"

namespace lumen::telemetry {

class LoopLag {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Now = std::function<Time()>;

  // Begins at once. `loop_name` becomes the label `loop`.
  LoopLag(
      boost::asio::io_context& loop, Metrics& metrics, std::string loop_name,
      std::chrono::milliseconds period = std::chrono::milliseconds(500),
      Now now = [] { return std::chrono::steady_clock::now(); });
  ~LoopLag() { stop(); }
  LoopLag(const LoopLag&) = delete;
  LoopLag& operator=(const LoopLag&) = delete;

  // The loop is no longer kept alive by the measurement.
  void stop();

 private:
  struct State;
  static void begin(const std::shared_ptr<State>& state);
  std::shared_ptr<State> state_;
};

}  // namespace lumen::telemetry
