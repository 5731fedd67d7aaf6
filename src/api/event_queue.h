// SPDX-License-Identifier: Apache-2.0
#pragma once
// Server-sent events between who makes them and the response that sends them. Thread-safe; one reader.

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/deadline.h"
#include "base/json.h"
#include "base/sleeper.h"
#include "base/task.h"

namespace lumen::api {

// "event: name\ndata: {...}\n\n"
std::string event_text(std::string_view name, const json::value& data);

class EventQueue {
 public:
  void put(std::string piece);
  // No more pieces come; what is there is still read.
  void close();

  // The next piece; a comment that keeps the connection alive after a quiet while; nothing at the end.
  static Task<std::optional<std::string>> next(std::shared_ptr<EventQueue> queue);

 private:
  std::optional<std::string> take();
  bool closed();

  std::mutex mutex_;
  std::deque<std::string> pieces_;
  bool closed_ = false;
  Sleeper sleeper_;
};

}  // namespace lumen::api
