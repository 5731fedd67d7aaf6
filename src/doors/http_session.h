// SPDX-License-Identifier: Apache-2.0
#pragma once
// One HTTP/1.1 connection over `Stream` (a TCP socket or TLS over one). Included by the two units that
// instantiate it; Beast is slow to compile.

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <charconv>
#include <utility>

#include "api/problem.h"
#include "base/clock.h"
#include "doors/http_connection.h"

namespace lumen::doors {

namespace net = boost::asio;
namespace http = boost::beast::http;

std::string_view reason_phrase(int status);

template <class Stream>
class HttpSession {
 public:
  HttpSession(Stream& stream, net::ip::tcp::socket& socket, ConnectionGuard& guard, DoorState& door, LoopState& loop,
              std::string peer)
      : stream_(stream), socket_(socket), guard_(guard), door_(door), loop_(loop), peer_(std::move(peer)) {}

  // Serves requests until either side ends the connection.
  Task<void> run() {
    bool first = true;
    while (!door_.draining) {
      guard_.set_idle(!first);
      guard_.limit(first ? std::chrono::steady_clock::duration(door_.options.header_time_max)
                         : std::chrono::steady_clock::duration(door_.options.idle_time_max));
      first = false;
      const bool again = co_await serve_one();
      if (!again) break;
    }
    guard_.limit(std::chrono::seconds(2));
    co_await close_gently();
  }

 private:
  using Body = http::vector_body<std::uint8_t>;
  using Parser = http::request_parser<Body>;

  static constexpr std::uint64_t drained_bytes_max = 4U << 20U;
  static constexpr std::uint64_t body_piece_bytes = 64U << 10U;

  Task<bool> serve_one() {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(door_.options.header_bytes_max));
    parser.body_limit(boost::none);
    boost::system::error_code failure;
    co_await http::async_read_header(stream_, buffer_, parser, net::redirect_error(net::use_awaitable, failure));
    guard_.set_idle(false);
    if (failure) {
      co_await refuse_malformed(failure);
      co_return false;
    }
    guard_.unlimited();
    api::Request request;
    take_head(parser, request.head);
    if (const auto broken = check_head(request.head)) {
      co_await write(door_.gate.refuse(*broken, request.head.request_id), request.head, false);
      co_return false;
    }
    api::Admission admission = co_await door_.gate.admit(request.head);
    const bool keep_alive = parser.get().keep_alive();
    if (admission.refusal) {
      // What is left of a refused body would be read as the next request: close unless there is none.
      const bool bodyless = parser.is_done();
      api::Response refusal = std::move(*admission.refusal);
      const bool written = co_await write(std::move(refusal), request.head, keep_alive && bodyless);
      co_return written&& keep_alive&& bodyless;
    }
    const bool complete = co_await read_body(parser, admission, request);
    if (!complete) co_return false;
    const std::string method = request.head.method;
    api::RequestHead shown;
    shown.method = method;
    api::Response response = co_await door_.gate.answer(std::move(admission), std::move(request));
    const bool stays = keep_alive && !door_.draining && !response.stream;
    const bool written = co_await write(std::move(response), shown, stays);
    co_return written&& stays;
  }

  void take_head(const Parser& parser, api::RequestHead& head) {
    const auto& message = parser.get();
    head.method.assign(message.method_string().data(), message.method_string().size());
    head.target.assign(message.target().data(), message.target().size());
    for (const auto& field : message) {
      const auto name = field.name_string();
      const auto value = field.value();
      head.headers.add(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
    }
    if (const auto length = parser.content_length()) {
      head.content_length = *length;
    } else if (parser.is_done()) {
      head.content_length = 0;
    }
    head.peer = peer_;
    head.secure = door_.options.tls.has_value();
    if (request_number_ == 0) connection_id_ = hex_encode(door_.random.template bytes<6>());
    head.request_id = connection_id_;
    head.request_id.push_back('-');
    std::array<char, 16> number{};
    const auto end = std::to_chars(number.data(), number.data() + number.size(), ++request_number_).ptr;
    head.request_id.append(number.data(), end);
  }

  std::optional<Error> check_head(const api::RequestHead& head) const {
    if (head.headers.count("Host") != 1) return invalid("bad_host", "Send exactly one Host header.");
    if (!head.target.starts_with('/') && head.target != "*") {
      return invalid("bad_target", "The request target must start with a slash.");
    }
    if (head.headers.count("Content-Length") > 1) return invalid("bad_length", "Send one Content-Length header.");
    if (head.headers.find("Content-Length") && head.headers.find("Transfer-Encoding")) {
      return invalid("bad_length", "Send either Content-Length or Transfer-Encoding.");
    }
    return std::nullopt;
  }

  // Reads the body within the limits of its route; false when the connection must end (an answer was sent).
  Task<bool> read_body(Parser& parser, const api::Admission& admission, api::Request& request) {
    if (parser.is_done()) co_return true;
    parser.body_limit(admission.body_bytes_max);
    const std::uint64_t expected = request.head.content_length.value_or(admission.body_bytes_max);
    guard_.limit(door_.options.body_time_base +
                 std::chrono::seconds(expected / door_.options.body_bytes_per_second_min));
    boost::system::error_code failure;
    if (const auto expect = request.head.headers.find("Expect"); expect && iequals(*expect, "100-continue")) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await net::async_write(stream_, net::buffer(go_on), net::redirect_error(net::use_awaitable, failure));
      if (failure) co_return false;
    }
    // Beast asks for as much as the buffer has room for: 512 bytes a time, left alone.
    buffer_.reserve(
        std::max(buffer_.size(), static_cast<std::size_t>(std::min<std::uint64_t>(expected, body_piece_bytes))));
    co_await http::async_read(stream_, buffer_, parser, net::redirect_error(net::use_awaitable, failure));
    buffer_.shrink_to_fit();  // a connection at rest holds no more than what came early
    guard_.unlimited();
    if (failure == http::error::body_limit) {
      const Error error = door_.gate.too_large(admission);
      co_await write(door_.gate.refuse(error, *admission.route, request.head), request.head, false);
      co_return false;
    }
    if (failure == http::error::partial_message || failure == http::error::end_of_stream) {
      const Error cut = invalid("incomplete_body", "The body ended before its announced length. Send it again.");
      co_await write(door_.gate.refuse(cut, *admission.route, request.head), request.head, false);
      co_return false;
    }
    if (failure) {
      co_await refuse_malformed(failure);
      co_return false;
    }
    request.body = std::move(parser.get().body());
    co_return true;
  }

  Task<void> refuse_malformed(boost::system::error_code failure) {
    if (failure.category() != http::make_error_code(http::error::bad_method).category()) co_return;  // the socket
    if (failure == http::error::end_of_stream) co_return;
    api::RequestHead nobody;
    nobody.method = "GET";
    const Error error =
        failure == http::error::header_limit
            ? invalid("headers_too_large", "The request's headers are larger than " +
                                               std::to_string(door_.options.header_bytes_max) + " bytes.")
            : invalid("malformed_request", "This is not a valid HTTP/1.1 request.", failure.message());
    co_await write(door_.gate.refuse(error, "-"), nobody, false);
  }

  void format_head(const api::Response& response, std::size_t body_bytes, bool keep_alive) {
    out_.assign("HTTP/1.1 ");
    out_.append(std::to_string(response.status)).append(" ").append(reason_phrase(response.status)).append("\r\n");
    const std::int64_t second =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    if (second != loop_.date_second) {
      loop_.date_second = second;
      loop_.date_header = "Date: " + format_http_date(second) + "\r\n";
    }
    out_.append(loop_.date_header);
    for (const auto& [name, value] : response.headers.all()) {
      out_.append(name).append(": ").append(value).append("\r\n");
    }
    if (!response.stream && response.status != 204 && response.status != 304) {
      out_.append("Content-Length: ").append(std::to_string(body_bytes)).append("\r\n");
    }
    out_.append(keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
  }

  Task<bool> write(api::Response response, const api::RequestHead& head, bool keep_alive) {
    const std::size_t body_bytes = response.body == nullptr ? 0 : response.body->size();
    format_head(response, body_bytes, keep_alive && !response.stream);
    // A reader that takes nothing for this long is gone.
    guard_.limit(door_.options.body_time_base +
                 std::chrono::seconds(body_bytes / door_.options.body_bytes_per_second_min));
    // Requests that are here already are worked out first and their answers sent together: a peer on another core is
    // woken once for them instead of once for each.
    co_await net::post(net::use_awaitable);
    boost::system::error_code failure;
    const bool has_body = body_bytes > 0 && head.method != "HEAD" && !response.stream;
    const std::array<net::const_buffer, 2> pieces = {net::buffer(out_),
                                                     has_body ? net::buffer(*response.body) : net::const_buffer()};
    co_await net::async_write(stream_, pieces, net::redirect_error(net::use_awaitable, failure));
    if (failure) co_return false;
    if (!response.stream || head.method == "HEAD") co_return true;
    co_await write_stream(response.stream);
    co_return false;
  }

  Task<void> write_stream(api::BodyStream& stream) {
    while (!door_.draining) {
      guard_.unlimited();
      auto piece = co_await stream();
      if (!piece) co_return;
      guard_.limit(door_.options.body_time_base);
      boost::system::error_code failure;
      co_await net::async_write(stream_, net::buffer(*piece), net::redirect_error(net::use_awaitable, failure));
      if (failure) co_return;
    }
  }

  // Says that nothing more comes, then reads what the peer still sends for a moment: closing with unread bytes
  // would reset the connection and take the answer with it.
  Task<void> close_gently() {
    boost::system::error_code failure;
    socket_.shutdown(net::ip::tcp::socket::shutdown_send, failure);
    std::array<char, 8192> waste{};
    std::uint64_t drained = 0;
    while (!failure && drained < drained_bytes_max) {
      drained += co_await socket_.async_read_some(net::buffer(waste), net::redirect_error(net::use_awaitable, failure));
    }
  }

  Stream& stream_;
  net::ip::tcp::socket& socket_;  // below `stream_`, or `stream_` itself
  ConnectionGuard& guard_;
  DoorState& door_;
  LoopState& loop_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  std::string out_;
  std::string connection_id_;
  std::uint64_t request_number_ = 0;
};

}  // namespace lumen::doors
