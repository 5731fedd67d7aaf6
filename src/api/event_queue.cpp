// SPDX-License-Identifier: Apache-2.0
#include "api/event_queue.h"

#include <chrono>
#include <utility>

namespace lumen::api {
namespace {

// Proxies and phones drop a connection that is silent for long.
constexpr std::chrono::seconds heartbeat_period{15};

}  // namespace

std::string event_text(std::string_view name, const json::value& data) {
  return "event: " + std::string(name) + "\ndata: " + json::serialize(data) + "\n\n";
}

void EventQueue::put(std::string piece) {
  {
    const std::lock_guard lock(mutex_);
    pieces_.push_back(std::move(piece));
  }
  sleeper_.wake();
}

void EventQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  sleeper_.wake();
}

std::optional<std::string> EventQueue::take() {
  const std::lock_guard lock(mutex_);
  if (pieces_.empty()) return std::nullopt;
  std::optional<std::string> piece = std::move(pieces_.front());
  pieces_.pop_front();
  return piece;
}

bool EventQueue::closed() {
  const std::lock_guard lock(mutex_);
  return closed_;
}

Task<std::optional<std::string>> EventQueue::next(std::shared_ptr<EventQueue> queue) {
  while (true) {
    const bool last = queue->closed();
    if (auto piece = queue->take()) co_return piece;
    if (last) co_return std::nullopt;
    const bool woken = co_await queue->sleeper_.sleep(Deadline::after(heartbeat_period));
    if (!woken) co_return std::string(": still here\n\n");
  }
}

}  // namespace lumen::api
