// SPDX-License-Identifier: Apache-2.0
// Any bytes as an event stream: messages that are written again as they were read, the same ones in whichever pieces
// the bytes come, or an error. The check sums are made right first, else hardly an input would pass them.

#include <zlib.h>

#include "aws/event_stream.h"
#include "tests/fuzz/fuzz.h"

using lumen::fuzz::require;
using namespace lumen::aws;

namespace {

constexpr EventStreamLimits limits{.message_bytes_max = 4'096, .headers_bytes_max = 1'024};

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

void put_crc(std::string& bytes, std::size_t from, std::size_t to) {
  const auto* start = reinterpret_cast<const unsigned char*>(bytes.data() + from);
  const auto crc = static_cast<std::uint32_t>(crc32_z(0, start, to - from));
  for (std::size_t i = 0; i < 4; ++i) bytes[to + i] = static_cast<char>(crc >> (24U - 8U * i) & 0xFFU);
}

std::string with_right_check_sums(std::string bytes) {
  for (std::size_t at = 0; at + 16 <= bytes.size();) {
    put_crc(bytes, at, at + 8);
    const std::size_t total = number_at(bytes, at);
    if (total < 16 || total > bytes.size() - at) break;
    put_crc(bytes, at, at + total - 4);
    at += total;
  }
  return bytes;
}

void check(const std::string& bytes) {
  const auto messages = decode_event_stream(bytes, limits);
  if (!messages) require(messages.error().kind == lumen::ErrorKind::unavailable, "a bad stream is the sender's fault");

  EventStreamDecoder decoder(limits);
  std::string written;
  std::size_t count = 0;
  bool broken = false;
  for (const char byte : bytes) {
    decoder.feed(std::string_view(&byte, 1));
    const auto message = decoder.next();
    broken = !message;
    if (broken) break;
    if (!*message) continue;
    if (messages) require(**message == messages->at(count), "pieces change nothing");
    written += encode_event(**message);
    ++count;
  }
  require(messages.has_value() == (!broken && decoder.at_boundary()), "pieces change no outcome");
  require(bytes.starts_with(written), "what was read is written the same");
}

lumen::Bytes seed(const EventMessage& message) { return lumen::fuzz::text_seed(encode_event(message)); }

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  const EventMessage chunk{{{":event-type", std::string("chunk")}, {":message-type", std::string("event")}},
                           R"({"bytes":"SGVsbG8="})"};
  const EventMessage every{{{"yes", true},
                            {"no", false},
                            {"a", std::int8_t{-1}},
                            {"b", std::int16_t{-300}},
                            {"c", std::int32_t{70'000}},
                            {"d", std::int64_t{-5'000'000'000}},
                            {"e", Bytes{1, 2, 3}},
                            {"f", EventTimestamp{1'700'000'000'000}},
                            {"g", EventUuid{9, 8, 7}}},
                           ""};
  return {seed(chunk), seed(every), seed({}), text_seed(encode_event(chunk) + encode_event(every))};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(lumen::as_text({data, size}));
  check(bytes);
  check(with_right_check_sums(bytes));
  return 0;
}
