// SPDX-License-Identifier: Apache-2.0
#include "tests/support/http_imposter.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "base/task.h"
#include "tests/support/test_certificate.h"

namespace lumen::test {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
using net::ip::tcp;
using TlsStream = net::ssl::stream<tcp::socket>;

constexpr auto as_tuple = net::as_tuple(net::use_awaitable);
constexpr std::size_t request_bytes_max = 64 * 1024 * 1024;

tcp::socket& socket_of(tcp::socket& stream) { return stream; }
tcp::socket& socket_of(TlsStream& stream) { return stream.next_layer(); }

// The next close sends a reset instead of a proper end.
void make_close_a_reset(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(net::socket_base::linger(true, 0), ignored);
}

std::string head_of(const ScriptedAnswer& answer, const std::string& framing) {
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " Scripted\r\n";
  for (const auto& [name, value] : answer.headers) head += name + ": " + value + "\r\n";
  return head + framing + "\r\n";
}

std::string with_length(const ScriptedAnswer& answer) {
  return head_of(answer, "Content-Length: " + std::to_string(answer.body.size()) + "\r\n");
}

std::string chunk(const std::string& piece) {
  char size[32];
  std::snprintf(size, sizeof(size), "%zx\r\n", piece.size());
  return size + piece + "\r\n";
}

template <class Stream>
Task<bool> write(Stream& stream, std::string text) {
  auto [failure, count] = co_await net::async_write(stream, net::buffer(text), as_tuple);
  co_return !failure;
}

template <class Stream>
Task<void> drip(Stream& stream, std::string text) {
  net::steady_timer timer(co_await net::this_coro::executor);
  if (!text.empty()) text.pop_back();
  for (const char byte : text) {
    auto sent = write(stream, std::string(1, byte));
    if (!co_await std::move(sent)) co_return;
    timer.expires_after(std::chrono::milliseconds(5));
    co_await timer.async_wait(as_tuple);
  }
  timer.expires_at(std::chrono::steady_clock::time_point::max());
  co_await timer.async_wait(as_tuple);
}

}  // namespace

std::string SeenRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (beast::iequals(key, name)) return value;
  }
  return {};
}

struct HttpImposter::Room : std::enable_shared_from_this<HttpImposter::Room> {
  net::io_context context{1};
  tcp::acceptor acceptor{context, tcp::endpoint(net::ip::address_v4::loopback(), 0)};
  Transport transport = Transport::plain;
  TestCertificate certificate;
  std::optional<net::ssl::context> tls;
  std::thread thread;

  mutable std::mutex mutex;
  std::deque<ScriptedAnswer> script;
  std::function<ScriptedAnswer(const SeenRequest&)> rule;
  std::vector<SeenRequest> seen;
  std::vector<std::string> offered;
  std::size_t unscripted = 0;
  std::size_t connections = 0;

  void set_up_tls() {
    certificate = make_test_certificate(transport == Transport::tls ? "DNS:localhost,IP:127.0.0.1" : "DNS:example.org");
    tls.emplace(net::ssl::context::tls_server);
    tls->use_certificate_chain(net::buffer(certificate.certificate_pem));
    tls->use_private_key(net::buffer(certificate.key_pem), net::ssl::context::pem);
    SSL_CTX_set_alpn_select_cb(tls->native_handle(), &Room::on_alpn, this);
  }

  static int on_alpn(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
                     unsigned int in_size, void* self) {
    auto& room = *static_cast<Room*>(self);
    const std::lock_guard lock(room.mutex);
    room.offered.clear();
    int answer = SSL_TLSEXT_ERR_NOACK;
    for (unsigned int at = 0; at < in_size; at += 1U + in[at]) {
      room.offered.emplace_back(reinterpret_cast<const char*>(in + at + 1), in[at]);
      if (room.offered.back() != "http/1.1") continue;
      *out = in + at + 1;
      *out_size = in[at];
      answer = SSL_TLSEXT_ERR_OK;
    }
    return answer;
  }

  Task<void> accept() {
    while (true) {
      auto [failure, socket] = co_await acceptor.async_accept(as_tuple);
      if (failure) co_return;
      const std::size_t number = ++connections;
      if (transport == Transport::plain) {
        net::co_spawn(context, serve(std::move(socket), number), net::detached);
      } else {
        net::co_spawn(context, serve_tls(std::move(socket), number), net::detached);
      }
    }
  }

  Task<void> serve_tls(tcp::socket socket, std::size_t number) {
    TlsStream stream(std::move(socket), *tls);
    auto [failure] = co_await stream.async_handshake(net::ssl::stream_base::server, as_tuple);
    if (failure) co_return;
    auto talk = converse(stream, number);
    co_await std::move(talk);
  }

  Task<void> serve(tcp::socket socket, std::size_t number) {
    auto talk = converse(socket, number);
    co_await std::move(talk);
  }

  template <class Stream>
  Task<void> converse(Stream& stream, std::size_t number) {
    beast::flat_buffer buffer;
    while (true) {
      beast::http::request_parser<beast::http::string_body> parser;
      parser.body_limit(request_bytes_max);
      auto [failure, count] = co_await beast::http::async_read(stream, buffer, parser, as_tuple);
      if (failure) co_return;
      ScriptedAnswer answer = next_answer(parser.get(), number);
      auto acting = act(stream, std::move(answer));
      if (!co_await std::move(acting)) co_return;
    }
  }

  ScriptedAnswer next_answer(const beast::http::request<beast::http::string_body>& request, std::size_t number) {
    SeenRequest one{std::string(request.method_string()), std::string(request.target()), {}, request.body(), number};
    for (const auto& field : request) one.headers.emplace_back(std::string(field.name_string()), field.value());
    const std::lock_guard lock(mutex);
    seen.push_back(one);
    if (!script.empty()) {
      ScriptedAnswer answer = std::move(script.front());
      script.pop_front();
      return answer;
    }
    if (rule) return rule(one);
    ++unscripted;
    return {.status = 500, .body = "no answer was scripted"};
  }

  // False when the connection is over.
  template <class Stream>
  Task<bool> act(Stream& stream, ScriptedAnswer answer) {
    const std::string half = with_length(answer) + answer.body.substr(0, answer.body.size() / 2);
    switch (answer.fault) {
      case Fault::none: break;
      case Fault::silence: {
        net::steady_timer forever(context, std::chrono::steady_clock::time_point::max());
        co_await forever.async_wait(as_tuple);
        co_return false;
      }
      case Fault::close: co_return false;
      case Fault::reset: make_close_a_reset(socket_of(stream)); co_return false;
      case Fault::half_body: co_await write(stream, half); co_return false;
      case Fault::reset_midway:
        co_await write(stream, half);
        make_close_a_reset(socket_of(stream));
        co_return false;
      case Fault::drip: co_await drip(stream, with_length(answer) + answer.body); co_return false;
      case Fault::garbage: co_await write(stream, "\x01\x02 this is no HTTP at all\r\n\r\n"); co_return false;
      case Fault::endless: {
        co_await write(stream, head_of(answer, "Transfer-Encoding: chunked\r\n"));
        while (co_await write(stream, chunk(answer.body))) {
        }
        co_return false;
      }
    }
    if (answer.pieces.empty()) co_return co_await write(stream, with_length(answer) + answer.body);
    co_await write(stream, head_of(answer, "Transfer-Encoding: chunked\r\n"));
    for (const std::string& piece : answer.pieces) co_await write(stream, chunk(piece));
    co_return co_await write(stream, "0\r\n\r\n");
  }
};

HttpImposter::HttpImposter(Transport transport) : room_(std::make_shared<Room>()) {
  room_->transport = transport;
  if (transport != Transport::plain) room_->set_up_tls();
  net::co_spawn(room_->context, room_->accept(), net::detached);
  room_->thread = std::thread([room = room_.get()] { room->context.run(); });
}

HttpImposter::~HttpImposter() {
  room_->context.stop();
  room_->thread.join();
  EXPECT_EQ(room_->unscripted, 0U) << "requests came that no answer was scripted for";
  EXPECT_EQ(room_->script.size(), 0U) << "scripted answers that nobody asked for";
}

void HttpImposter::answer(ScriptedAnswer answer) {
  const std::lock_guard lock(room_->mutex);
  room_->script.push_back(std::move(answer));
}

void HttpImposter::answer_always(ScriptedAnswer answer) {
  answer_by([answer = std::move(answer)](const SeenRequest&) { return answer; });
}

void HttpImposter::answer_by(std::function<ScriptedAnswer(const SeenRequest&)> rule) {
  const std::lock_guard lock(room_->mutex);
  room_->rule = std::move(rule);
}

std::string HttpImposter::url(const std::string& path, const std::string& host) const {
  const std::string scheme = room_->transport == Transport::plain ? "http://" : "https://";
  return scheme + host + ":" + std::to_string(port()) + path;
}

unsigned short HttpImposter::port() const { return room_->acceptor.local_endpoint().port(); }

std::vector<SeenRequest> HttpImposter::requests() const {
  const std::lock_guard lock(room_->mutex);
  return room_->seen;
}

std::string HttpImposter::authority() const { return room_->certificate.authority_pem; }

std::vector<std::string> HttpImposter::offered_protocols() const {
  const std::lock_guard lock(room_->mutex);
  return room_->offered;
}

}  // namespace lumen::test
