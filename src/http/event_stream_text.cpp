// SPDX-License-Identifier: Apache-2.0
#include "http/event_stream_text.h"

#include <utility>

#include "http/remote_error.h"

namespace lumen::http {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

Result<std::vector<ServerEvent>> EventStreamText::take(std::string_view piece) {
  std::vector<ServerEvent> events;
  for (std::size_t at = 0; at < piece.size();) {
    if (std::exchange(after_return_, false) && piece[at] == '\n') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(piece.find_first_of("\r\n", at), piece.size());
    if (line_.size() + (end - at) + event_.data.size() > event_bytes_max_) {
      return fail(remote_error("remote_bad_answer", "an event of a stream is too large"));
    }
    line_.append(piece.substr(at, end - at));
    if (end < piece.size()) {
      after_return_ = piece[end] == '\r';
      end_line(events);
    }
    at = end + 1;
  }
  return events;
}

void EventStreamText::end_line(std::vector<ServerEvent>& events) {
  std::string line = std::exchange(line_, {});
  if (std::exchange(first_line_, false) && line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
  if (line.empty()) {
    end_event(events);
    return;
  }
  const std::size_t colon = line.find(':');
  const std::string_view field = std::string_view(line).substr(0, colon);
  std::string_view value = colon == std::string::npos ? std::string_view() : std::string_view(line).substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "data") {
    if (std::exchange(has_data_, true)) event_.data.push_back('\n');
    event_.data.append(value);
  } else if (field == "event") {
    event_.name = value;
  }  // a comment, an id, a time to wait, or a field nobody knows
}

void EventStreamText::end_event(std::vector<ServerEvent>& events) {
  ServerEvent event = std::exchange(event_, {});
  if (std::exchange(has_data_, false)) events.push_back(std::move(event));
}

}  // namespace lumen::http
