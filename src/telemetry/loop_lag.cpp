// SPDX-License-Identifier: Apache-2.0
#include "telemetry/loop_lag.h"

#include <algorithm>
#include <utility>

namespace lumen::telemetry {

struct LoopLag::State {
  State(boost::asio::io_context& loop, Gauge& lag_gauge, std::chrono::milliseconds every, Now clock)
      : timer(loop), lag(lag_gauge), period(every), now(std::move(clock)) {}
  boost::asio::steady_timer timer;
  Gauge& lag;
  std::chrono::milliseconds period;
  Now now;
  bool stopped = false;
};

LoopLag::LoopLag(boost::asio::io_context& loop, Metrics& metrics, std::string loop_name,
                 std::chrono::milliseconds period, Now now)
    : state_(
          std::make_shared<State>(loop,
                                  metrics.gauge("lumen_loop_lag_seconds", "How late the event loop runs what is due.",
                                                {{"loop", std::move(loop_name)}}),
                                  period, std::move(now))) {
  begin(state_);
}

void LoopLag::begin(const std::shared_ptr<State>& state) {
  const Time due = state->now() + state->period;
  state->timer.expires_after(state->period);
  state->timer.async_wait([state, due](boost::system::error_code cancelled) {
    if (cancelled || state->stopped) return;
    const std::chrono::duration<double> late = state->now() - due;
    state->lag.set(std::max(0.0, late.count()));
    begin(state);
  });
}

void LoopLag::stop() {
  state_->stopped = true;
  state_->timer.cancel();
}

}  // namespace lumen::telemetry
