// SPDX-License-Identifier: Apache-2.0
#include "aws/event_stream.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace lumen::aws {
namespace {

struct WellFormed {
  const char* what;
  const char* hex;
  std::vector<EventHeader> headers;
  const char* payload;
};
struct Corrupt {
  const char* what;
  const char* hex;
  const char* check_sum;  // whose check sum finds it
};

Bytes bytes_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

#include "aws/event_stream_vectors.inc"

std::string wire(const char* hex) {
  const auto bytes = hex_decode(hex);
  EXPECT_TRUE(bytes) << hex;
  return bytes ? std::string(as_text(*bytes)) : std::string();
}

// A frame with right check sums, whatever its lengths and headers say.
std::string frame(std::uint32_t total, std::uint32_t headers_length, const std::string& rest) {
  const auto append = [](std::string& out, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out.push_back(static_cast<char>(value >> shift & 0xFFU));
  };
  const auto crc = [](const std::string& text) {
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const unsigned char*>(text.data()), text.size()));
  };
  std::string out;
  append(out, total);
  append(out, headers_length);
  append(out, crc(out));
  out += rest;
  append(out, crc(out));
  return out;
}
std::string frame_of_headers(const std::string& headers) {
  return frame(static_cast<std::uint32_t>(16 + headers.size()), static_cast<std::uint32_t>(headers.size()), headers);
}

std::string why_not(std::string_view bytes, EventStreamLimits limits = {}) {
  const auto messages = decode_event_stream(bytes, limits);
  if (messages) return "";
  EXPECT_EQ(messages.error().kind, ErrorKind::unavailable);
  return messages.error().code + " " + messages.error().detail;
}

TEST(EventStream, ReadsAndWritesWhatAwsPublished) {
  for (const WellFormed& known : well_formed) {
    SCOPED_TRACE(known.what);
    const EventMessage expected{known.headers, known.payload};
    const auto messages = decode_event_stream(wire(known.hex));
    ASSERT_TRUE(messages) << messages.error().detail;
    ASSERT_EQ(messages->size(), 1U);
    EXPECT_EQ(messages->front(), expected);
    EXPECT_EQ(encode_event(expected), wire(known.hex));
  }
}

TEST(EventStream, RefusesWhatAwsPublishedAsCorrupt) {
  for (const Corrupt& known : corrupt) {
    EXPECT_EQ(why_not(wire(known.hex)),
              "remote_bad_answer event stream: the " + std::string(known.check_sum) + "'s check sum is wrong")
        << known.what;
  }
}

TEST(EventStream, TextsAreFoundByName) {
  const EventMessage message{{{":event-type", std::string("chunk")}, {"n", std::int16_t{3}}}, ""};
  EXPECT_EQ(message.text(":event-type"), "chunk");
  EXPECT_FALSE(message.text("n"));
  EXPECT_FALSE(message.text("absent"));
}

TEST(EventStream, FramesFollowNoReads) {
  std::string stream;
  for (const WellFormed& known : well_formed) stream += wire(known.hex);
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    EventStreamDecoder decoder;
    std::size_t seen = 0;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      decoder.feed(std::string_view(stream).substr(at, piece));
      while (true) {
        const auto message = decoder.next();
        ASSERT_TRUE(message);
        if (!*message) break;
        EXPECT_EQ(**message, (EventMessage{well_formed[seen].headers, well_formed[seen].payload}));
        ++seen;
      }
    }
    EXPECT_EQ(seen, well_formed.size()) << "in pieces of " << piece;
    EXPECT_TRUE(decoder.at_boundary());
  }
}

TEST(EventStream, AnEndInsideAMessageIsNoEnd) {
  const std::string whole = wire(well_formed[1].hex);
  EXPECT_EQ(why_not(""), "");
  for (std::size_t size = 1; size < whole.size(); ++size) {
    EXPECT_EQ(why_not(whole.substr(0, size)), "remote_broke_off event stream: it ends inside a message");
  }
}

TEST(EventStream, AnyFlippedBitIsFound) {
  const std::string whole = wire(well_formed[4].hex);
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_NE(why_not(flipped), "") << bit;
  }
}

TEST(EventStream, LimitsHoldOnBothSides) {
  const EventMessage message{{{"name", std::string(20, 'x')}}, std::string(100, 'y')};  // headers of 28 bytes
  const std::string bytes = encode_event(message);
  ASSERT_EQ(bytes.size(), 144U);
  EXPECT_EQ(why_not(bytes, {144, 28}), "");
  EXPECT_EQ(why_not(bytes, {143, 28}), "remote_bad_answer event stream: a message over the limit");
  EXPECT_EQ(why_not(bytes, {144, 27}), "remote_bad_answer event stream: headers over the limit");
  // Refused when the prelude is there, long before the bytes that it promises.
  EXPECT_EQ(why_not(frame(0x80000000, 0, "").substr(0, 12)),
            "remote_bad_answer event stream: a message over the limit");
  EXPECT_EQ(why_not(frame(200'016, 200'000, "").substr(0, 12)),
            "remote_bad_answer event stream: headers over the limit");
}

TEST(EventStream, LengthsMustAgree) {
  for (const auto& [total, headers] : {std::pair<std::uint32_t, std::uint32_t>{0, 0}, {15, 0}, {16, 1}, {40, 25}}) {
    EXPECT_EQ(why_not(frame(total, headers, "")), "remote_bad_answer event stream: lengths that contradict each other");
  }
}

TEST(EventStream, HeadersMustBeWhole) {
  const std::string name = "\x01n";
  const std::string bad[] = {
      std::string(1, '\0'),                       // no name
      "\x05n",                                    // a name that ends too early
      name,                                       // no type
      name + '\x0A',                              // a type that is none
      name + '\x02',                              // a number without its bytes
      name + std::string("\x07\x00\x05text", 7),  // a text that is shorter than it says
      name + std::string("\x07\x00\x01\xFF", 4),  // no UTF-8
      name + '\x09' + std::string(15, 'u'),       // a UUID of 15 bytes
  };
  for (const std::string& headers : bad) {
    EXPECT_NE(why_not(frame_of_headers(headers)).find("remote_bad_answer event stream: a header"), std::string::npos)
        << hex_encode(as_bytes(headers));
  }
  EXPECT_EQ(why_not(frame_of_headers(name + std::string("\x07\x00\x00", 3))), "");
}

TEST(EventStream, AfterAnErrorThereIsOnlyThatError) {
  EventStreamDecoder decoder;
  decoder.feed(wire(corrupt[0].hex));
  ASSERT_FALSE(decoder.next());
  decoder.feed(wire(well_formed[0].hex));
  EXPECT_FALSE(decoder.next());
  EXPECT_FALSE(decoder.at_boundary());
}

}  // namespace
}  // namespace lumen::aws
