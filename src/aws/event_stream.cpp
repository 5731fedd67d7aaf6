// SPDX-License-Identifier: Apache-2.0
#include "aws/event_stream.h"

#include <zlib.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "http/remote_error.h"

namespace lumen::aws {
namespace {

constexpr std::size_t prelude_bytes = 12;
constexpr std::size_t frame_bytes = 16;  // of a message without headers and payload

enum class HeaderType : std::uint8_t { yes, no, int8, int16, int32, int64, bytes, text, timestamp, uuid };

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

template <class Number>
Number big_endian(std::string_view bytes) {
  std::make_unsigned_t<Number> value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    value = static_cast<std::make_unsigned_t<Number>>(static_cast<std::uint64_t>(value) << 8U |
                                                      static_cast<std::uint8_t>(bytes[i]));
  }
  return static_cast<Number>(value);
}

template <class Number>
void append_big_endian(std::string& out, Number value) {
  const auto bits = static_cast<std::uint64_t>(value);
  for (std::size_t i = sizeof(Number); i-- > 0;) out.push_back(static_cast<char>(bits >> (8U * i) & 0xFFU));
}

Error malformed(std::string_view what) {
  return http::remote_error("remote_bad_answer", "event stream: " + std::string(what));
}

// Reads the headers' bytes; `failed` once they end too early.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  bool failed() const { return failed_; }

  template <class Number>
  Number number() {
    const std::string_view bytes = take(sizeof(Number));
    return failed_ ? Number{} : big_endian<Number>(bytes);
  }
  std::string_view take(std::size_t count) {
    if (failed_ || count > rest_.size()) {
      failed_ = true;
      return {};
    }
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }
  std::string_view counted() { return take(number<std::uint16_t>()); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

std::optional<EventHeaderValue> read_value(HeaderReader& reader) {
  switch (static_cast<HeaderType>(reader.number<std::uint8_t>())) {
    case HeaderType::yes: return EventHeaderValue(true);
    case HeaderType::no: return EventHeaderValue(false);
    case HeaderType::int8: return EventHeaderValue(reader.number<std::int8_t>());
    case HeaderType::int16: return EventHeaderValue(reader.number<std::int16_t>());
    case HeaderType::int32: return EventHeaderValue(reader.number<std::int32_t>());
    case HeaderType::int64: return EventHeaderValue(reader.number<std::int64_t>());
    case HeaderType::bytes: {
      const ByteView bytes = as_bytes(reader.counted());
      return EventHeaderValue(Bytes(bytes.begin(), bytes.end()));
    }
    case HeaderType::text: {
      const std::string_view text = reader.counted();
      if (!is_utf8(text)) return std::nullopt;
      return EventHeaderValue(std::string(text));
    }
    case HeaderType::timestamp: return EventHeaderValue(EventTimestamp{reader.number<std::int64_t>()});
    case HeaderType::uuid: {
      EventUuid uuid{};
      const ByteView bytes = as_bytes(reader.take(uuid.size()));
      std::copy(bytes.begin(), bytes.end(), uuid.begin());
      return EventHeaderValue(uuid);
    }
  }
  return std::nullopt;
}

Result<std::vector<EventHeader>> read_headers(std::string_view bytes) {
  std::vector<EventHeader> headers;
  HeaderReader reader(bytes);
  while (!reader.at_end()) {
    const std::string_view name = reader.take(reader.number<std::uint8_t>());
    if (name.empty() || !is_utf8(name)) return fail(malformed("a header without a name"));
    auto value = read_value(reader);
    if (reader.failed() || !value) return fail(malformed("a header that cannot be read"));
    headers.push_back({std::string(name), std::move(*value)});
  }
  return headers;
}

struct Lengths {
  std::size_t total;
  std::size_t headers;
};

Result<Lengths> read_prelude(std::string_view bytes, const EventStreamLimits& limits) {
  if (crc_of(bytes.substr(0, 8)) != big_endian<std::uint32_t>(bytes.substr(8))) {
    return fail(malformed("the prelude's check sum is wrong"));
  }
  const Lengths lengths{big_endian<std::uint32_t>(bytes), big_endian<std::uint32_t>(bytes.substr(4))};
  if (lengths.total < frame_bytes || lengths.headers > lengths.total - frame_bytes) {
    return fail(malformed("lengths that contradict each other"));
  }
  if (lengths.total > limits.message_bytes_max) return fail(malformed("a message over the limit"));
  if (lengths.headers > limits.headers_bytes_max) return fail(malformed("headers over the limit"));
  return lengths;
}

Result<EventMessage> read_message(std::string_view bytes, const Lengths& lengths) {
  const std::size_t checked = lengths.total - sizeof(std::uint32_t);
  if (crc_of(bytes.substr(0, checked)) != big_endian<std::uint32_t>(bytes.substr(checked))) {
    return fail(malformed("the message's check sum is wrong"));
  }
  auto headers = read_headers(bytes.substr(prelude_bytes, lengths.headers));
  if (!headers) return fail(std::move(headers.error()));
  const std::size_t payload_at = prelude_bytes + lengths.headers;
  return EventMessage{std::move(*headers), std::string(bytes.substr(payload_at, checked - payload_at))};
}

struct HeaderWriter {
  std::string& out;

  void type(HeaderType type) const { out.push_back(static_cast<char>(type)); }
  template <class Number>
  void number(HeaderType of, Number value) const {
    type(of);
    append_big_endian(out, value);
  }
  void counted(HeaderType of, std::string_view bytes) const {
    number(of, static_cast<std::uint16_t>(bytes.size()));
    out.append(bytes);
  }

  void operator()(bool value) const { type(value ? HeaderType::yes : HeaderType::no); }
  void operator()(std::int8_t value) const { number(HeaderType::int8, value); }
  void operator()(std::int16_t value) const { number(HeaderType::int16, value); }
  void operator()(std::int32_t value) const { number(HeaderType::int32, value); }
  void operator()(std::int64_t value) const { number(HeaderType::int64, value); }
  void operator()(const Bytes& value) const { counted(HeaderType::bytes, as_text(value)); }
  void operator()(const std::string& value) const { counted(HeaderType::text, value); }
  void operator()(const EventTimestamp& value) const { number(HeaderType::timestamp, value.unix_ms); }
  void operator()(const EventUuid& value) const {
    type(HeaderType::uuid);
    out.append(as_text(value));
  }
};

}  // namespace

std::optional<std::string_view> EventMessage::text(std::string_view name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const EventHeader& header) { return header.name == name; });
  const std::string* value = found == headers.end() ? nullptr : std::get_if<std::string>(&found->value);
  if (value == nullptr) return std::nullopt;
  return *value;
}

Result<std::optional<EventMessage>> EventStreamDecoder::next() {
  if (broken_) return fail(*broken_);
  const auto stop = [this](Error error) {
    broken_ = std::move(error);
    waiting_.clear();
    taken_ = 0;
    return fail(*broken_);
  };
  const std::string_view rest = std::string_view(waiting_).substr(taken_);
  if (rest.size() < prelude_bytes) return std::nullopt;
  auto lengths = read_prelude(rest, limits_);
  if (!lengths) return stop(std::move(lengths.error()));
  if (rest.size() < lengths->total) return std::nullopt;
  auto message = read_message(rest.substr(0, lengths->total), *lengths);
  if (!message) return stop(std::move(message.error()));
  taken_ += lengths->total;
  if (taken_ * 2 >= waiting_.size()) {
    waiting_.erase(0, taken_);
    taken_ = 0;
  }
  return std::optional<EventMessage>(std::move(*message));
}

Result<std::vector<EventMessage>> decode_event_stream(std::string_view bytes, EventStreamLimits limits) {
  EventStreamDecoder decoder(limits);
  decoder.feed(bytes);
  std::vector<EventMessage> messages;
  while (true) {
    auto message = decoder.next();
    if (!message) return fail(std::move(message.error()));
    if (!*message) break;
    messages.push_back(std::move(**message));
  }
  if (!decoder.at_boundary())
    return fail(http::remote_error("remote_broke_off", "event stream: it ends inside a message"));
  return messages;
}

std::string encode_event(const EventMessage& message) {
  std::string headers;
  for (const EventHeader& header : message.headers) {
    append_big_endian(headers, static_cast<std::uint8_t>(header.name.size()));
    headers.append(header.name);
    std::visit(HeaderWriter{headers}, header.value);
  }
  std::string out;
  append_big_endian(out, static_cast<std::uint32_t>(frame_bytes + headers.size() + message.payload.size()));
  append_big_endian(out, static_cast<std::uint32_t>(headers.size()));
  append_big_endian(out, crc_of(out));
  out.append(headers).append(message.payload);
  append_big_endian(out, crc_of(out));
  return out;
}

}  // namespace lumen::aws
