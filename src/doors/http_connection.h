// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the connections of one HTTP door share, and the guard that ends a connection that is too slow.

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <string>

#include "api/gate.h"
#include "doors/http_server.h"

namespace lumen::doors {

// One connection's time limit, looked at by its loop's sweeper about twice a second: a timer per read would
// cost more than the read.
class ConnectionGuard {
 public:
  using Time = std::chrono::steady_clock::time_point;
  explicit ConnectionGuard(boost::asio::ip::tcp::socket& socket) : socket_(socket) {}

  void limit(std::chrono::steady_clock::duration span) { until_ = std::chrono::steady_clock::now() + span; }
  void limit_at(Time until) { until_ = until; }
  void unlimited() { until_ = Time::max(); }
  void set_idle(bool idle) { idle_ = idle; }  // between two requests

  void close_if_over(Time now, bool draining) {
    if (now < until_ && !(draining && idle_)) return;
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 private:
  boost::asio::ip::tcp::socket& socket_;
  Time until_ = Time::max();
  bool idle_ = false;
};

// Shared by all connections of one loop; used on that loop only.
struct LoopState {
  std::list<ConnectionGuard*> guards;
  std::string date_header;
  std::int64_t date_second = 0;
};

struct DoorState {
  api::Gate& gate;
  Random& random;
  Log& log;
  HttpOptions options;
  std::atomic<bool> draining{false};
  std::atomic<std::size_t> connections{0};
};

}  // namespace lumen::doors
