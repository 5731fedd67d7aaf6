// SPDX-License-Identifier: Apache-2.0
#pragma once
// application/vnd.amazon.eventstream, the frames in which AWS services stream their answers:
//
//   u32 total | u32 headers | u32 CRC-32 of these 8 bytes | headers | payload | u32 CRC-32 of all before
//
// all big-endian. Frames do not follow TCP reads or HTTP chunks; the stream ends with the connection.
// https://smithy.io/2.0/aws/amazon-eventstream.html
//
// Decoding trusts nothing: a length counts only after its check sum, and limits come before memory. Whatever is wrong
// is `unavailable` "remote_bad_answer" (http/remote_error.h). No locks; one decoder per stream.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::aws {

struct EventTimestamp {
  std::int64_t unix_ms = 0;
  bool operator==(const EventTimestamp&) const = default;
};
using EventUuid = std::array<std::uint8_t, 16>;
using EventHeaderValue = std::variant<bool, std::int8_t, std::int16_t, std::int32_t, std::int64_t, Bytes, std::string,
                                      EventTimestamp, EventUuid>;

struct EventHeader {
  std::string name;  // 1..255 bytes
  EventHeaderValue value;
  bool operator==(const EventHeader&) const = default;
};

struct EventMessage {
  std::vector<EventHeader> headers;
  std::string payload;

  // The first header of this name, when it is a text: ":message-type", ":event-type", ":exception-type", ….
  std::optional<std::string_view> text(std::string_view name) const;
  bool operator==(const EventMessage&) const = default;
};

struct EventStreamLimits {
  std::size_t message_bytes_max = 24 * 1024 * 1024;  // what AWS's own library takes
  std::size_t headers_bytes_max = 128 * 1024;
};

class EventStreamDecoder {
 public:
  explicit EventStreamDecoder(EventStreamLimits limits = {}) : limits_(limits) {}

  // Keeps the bytes until `next` has taken them.
  void feed(std::string_view bytes) { waiting_.append(bytes); }

  // The next whole message; nothing when more bytes are needed. After an error there is only that error.
  Result<std::optional<EventMessage>> next();

  // Whether the stream may end here: no part of a message waits.
  bool at_boundary() const { return taken_ == waiting_.size() && !broken_; }

 private:
  std::string waiting_;
  std::size_t taken_ = 0;  // of waiting_
  EventStreamLimits limits_;
  std::optional<Error> broken_;
};

// All messages of a stream that has ended.
Result<std::vector<EventMessage>> decode_event_stream(std::string_view bytes, EventStreamLimits limits = {});

// One message as it goes over the wire. Names are 1..255 bytes, texts and bytes at most 65,535.
std::string encode_event(const EventMessage& message);

}  // namespace lumen::aws
