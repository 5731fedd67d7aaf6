// SPDX-License-Identifier: Apache-2.0
#pragma once
// One event loop per thread: what belongs to one connection runs on one loop and needs no lock.

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

namespace lumen {

class EventLoops {
 public:
  explicit EventLoops(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>());
  }
  ~EventLoops() { stop(); }
  EventLoops(const EventLoops&) = delete;
  EventLoops& operator=(const EventLoops&) = delete;

  std::size_t size() const { return loops_.size(); }
  boost::asio::io_context& at(std::size_t index) { return loops_[index]->context; }
  boost::asio::io_context& next() { return at(turn_.fetch_add(1) % loops_.size()); }

  void start() {
    for (auto& loop : loops_) loop->thread = std::thread([raw = loop.get()] { raw->context.run(); });
  }
  // Ends every loop at once; what is still suspended is destroyed with the loops.
  void stop() {
    for (auto& loop : loops_) loop->context.stop();
    for (auto& loop : loops_) {
      if (loop->thread.joinable()) loop->thread.join();
    }
  }

 private:
  struct Loop {
    boost::asio::io_context context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard{context.get_executor()};
    std::thread thread;
  };
  std::vector<std::unique_ptr<Loop>> loops_;
  std::atomic<std::size_t> turn_{0};
};

}  // namespace lumen
