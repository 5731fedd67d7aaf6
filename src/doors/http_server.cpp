// SPDX-License-Identifier: Apache-2.0
#include "doors/http_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>
#include <utility>

#include "doors/http_connection.h"
#include "doors/http_sessions.h"

namespace lumen::doors {
namespace {

namespace net = boost::asio;
using net::ip::tcp;

constexpr std::chrono::milliseconds sweep_period{500};

Error cannot_listen(const HttpOptions& options, const boost::system::error_code& failure) {
  const std::string where = options.address + ":" + std::to_string(options.port);
  if (failure == net::error::address_in_use) {
    return unavailable("address_in_use",
                       where +
                           " is in use by another program. Choose another address with --listen "
                           "(port 0 picks a free one).",
                       failure.message());
  }
  return invalid("bad_address", "Cannot listen on " + where + ": " + failure.message() + ".");
}

}  // namespace

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Status";
  }
}

struct HttpServer::Impl {
  Impl(EventLoops& event_loops, api::Gate& gate, Random& random, Log& log, Metrics& metrics, HttpOptions options)
      : loops(event_loops),
        door{gate, random, log, std::move(options)},
        states(event_loops.size()),
        acceptor(event_loops.at(0)),
        open(metrics.gauge("lumen_http_connections", "Open HTTP connections.")),
        turned_away(metrics.counter("lumen_http_connections_refused_total",
                                    "Connections closed because too many were open.")) {}

  Result<void> load_tls();
  Task<void> accept_loop();
  Task<void> serve(tcp::socket socket, LoopState& state);
  Task<void> sweep_loop(LoopState& state);

  EventLoops& loops;
  DoorState door;
  std::vector<LoopState> states;
  tcp::acceptor acceptor;
  std::unique_ptr<net::ssl::context> tls;
  Gauge& open;
  Counter& turned_away;
};

Result<void> HttpServer::Impl::load_tls() {
  if (!door.options.tls) return {};
  tls = std::make_unique<net::ssl::context>(net::ssl::context::tls_server);
  boost::system::error_code failure;
  tls->set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 |
                   net::ssl::context::no_tlsv1_1);
  tls->use_certificate_chain_file(door.options.tls->certificate.string(), failure);
  if (failure) {
    return fail(invalid("bad_tls_files", "Cannot read the TLS certificate " + door.options.tls->certificate.string() +
                                             ": it must be a PEM file with the certificate and its chain."));
  }
  tls->use_private_key_file(door.options.tls->key.string(), net::ssl::context::pem, failure);
  if (failure) {
    return fail(invalid("bad_tls_files", "Cannot use the TLS key " + door.options.tls->key.string() +
                                             ": it must be the PEM key of that certificate."));
  }
  return {};
}

Task<void> HttpServer::Impl::serve(tcp::socket socket, LoopState& state) {
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const auto remote = socket.remote_endpoint(ignored);
  std::string peer = remote.address().to_string();
  ConnectionGuard guard(socket);
  const auto place = state.guards.insert(state.guards.end(), &guard);
  open.set(static_cast<double>(++door.connections));
  try {
    if (tls != nullptr) {
      co_await serve_tls(socket, *tls, guard, door, state, std::move(peer));
    } else {
      co_await serve_plain(socket, guard, door, state, std::move(peer));
    }
  } catch (const std::exception& exception) {
    door.log.warn("connection_failed", {{"detail", std::string_view(exception.what())}});
  }
  state.guards.erase(place);
  open.set(static_cast<double>(--door.connections));
}

Task<void> HttpServer::Impl::accept_loop() {
  std::size_t turn = 0;
  while (!door.draining) {
    const std::size_t index = turn++ % loops.size();
    boost::system::error_code failure;
    tcp::socket socket =
        co_await acceptor.async_accept(loops.at(index), net::redirect_error(net::use_awaitable, failure));
    if (failure == net::error::operation_aborted || !acceptor.is_open()) co_return;
    if (failure) {
      // Out of descriptors, most likely: wait for some to come back.
      net::steady_timer pause(acceptor.get_executor(), std::chrono::milliseconds(100));
      co_await pause.async_wait(net::use_awaitable);
      continue;
    }
    if (door.connections >= door.options.connections_max) {
      turned_away.increment();
      continue;
    }
    net::co_spawn(loops.at(index), serve(std::move(socket), states[index]), net::detached);
  }
}

Task<void> HttpServer::Impl::sweep_loop(LoopState& state) {
  net::steady_timer timer(co_await net::this_coro::executor);
  while (true) {
    const auto now = std::chrono::steady_clock::now();
    for (ConnectionGuard* guard : state.guards) guard->close_if_over(now, door.draining);
    timer.expires_after(sweep_period);
    co_await timer.async_wait(net::use_awaitable);
  }
}

HttpServer::HttpServer(EventLoops& loops, api::Gate& gate, Random& random, Log& log, Metrics& metrics,
                       HttpOptions options)
    : impl_(std::make_shared<Impl>(loops, gate, random, log, metrics, std::move(options))) {}

HttpServer::~HttpServer() = default;

Result<unsigned short> HttpServer::start() {
  if (auto loaded = impl_->load_tls(); !loaded) return fail(loaded.error());
  const HttpOptions& options = impl_->door.options;
  boost::system::error_code failure;
  const auto address = net::ip::make_address(options.address, failure);
  if (failure) return fail(cannot_listen(options, failure));
  const tcp::endpoint endpoint(address, options.port);
  tcp::acceptor& acceptor = impl_->acceptor;
  acceptor.open(endpoint.protocol(), failure);
  if (!failure) acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
  if (!failure) acceptor.bind(endpoint, failure);
  if (!failure) acceptor.listen(1024, failure);
  if (failure) return fail(cannot_listen(options, failure));
  const unsigned short port = acceptor.local_endpoint(failure).port();
  net::co_spawn(impl_->loops.at(0), impl_->accept_loop(), net::detached);
  for (std::size_t i = 0; i < impl_->loops.size(); ++i) {
    net::co_spawn(impl_->loops.at(i), impl_->sweep_loop(impl_->states[i]), net::detached);
  }
  return port;
}

void HttpServer::drain(std::chrono::milliseconds time_max) {
  impl_->door.draining = true;
  net::post(impl_->loops.at(0), [impl = impl_] {
    boost::system::error_code ignored;
    impl->acceptor.close(ignored);
  });
  const auto until = std::chrono::steady_clock::now() + time_max;
  while (impl_->door.connections > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

}  // namespace lumen::doors
