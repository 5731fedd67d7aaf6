// SPDX-License-Identifier: Apache-2.0
#pragma once
// Server-sent events, read as the bytes come, wherever they are cut (WHATWG HTML, section 9.2.6 "Interpreting an event
// stream"). An event ends with an empty line; one that the stream ends inside of is not given. Pure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lumen::http {

struct ServerEvent {
  std::string name;  // "" for the usual "message"
  std::string data;  // lines joined by line feeds
};

class EventStreamText {
 public:
  // Bounds the bytes of one event, and of one line.
  explicit EventStreamText(std::size_t event_bytes_max) : event_bytes_max_(event_bytes_max) {}

  // The events that this piece completes. `unavailable` "remote_bad_answer" when one is too large; the reader is of no
  // use afterwards.
  Result<std::vector<ServerEvent>> take(std::string_view piece);

 private:
  void end_line(std::vector<ServerEvent>& events);
  void end_event(std::vector<ServerEvent>& events);

  std::size_t event_bytes_max_;
  std::string line_;
  ServerEvent event_;
  bool has_data_ = false;
  bool first_line_ = true;
  bool after_return_ = false;  // a line feed right after a carriage return ends no second line
};

}  // namespace lumen::http
