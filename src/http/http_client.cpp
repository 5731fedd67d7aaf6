// SPDX-License-Identifier: Apache-2.0
#include "http/http_client.h"

#include <pthread.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>
#include <utility>

#include "http/curl_loop.h"

namespace lumen::http {

namespace net = boost::asio;

HttpStream::HttpStream(std::shared_ptr<CurlLoop> loop, std::shared_ptr<CurlTransfer> transfer)
    : loop_(std::move(loop)), transfer_(std::move(transfer)) {}

HttpStream::~HttpStream() {
  net::post(loop_->context(), [loop = loop_.get(), transfer = std::move(transfer_)] { loop->drop(transfer); });
}

int HttpStream::status() const { return transfer_->status(); }

const Headers& HttpStream::headers() const { return transfer_->headers(); }

Task<Result<std::optional<std::string>>> HttpStream::next(Deadline deadline) {
  auto work = loop_->next(transfer_, deadline);
  co_return co_await net::co_spawn(loop_->context(), std::move(work), net::use_awaitable);
}

// The loop and its thread.
struct HttpClient::Room {
  explicit Room(HttpClientOptions options) : loop(std::make_shared<CurlLoop>(std::move(options))) {
    ::pthread_setname_np(thread.native_handle(), "http");
  }
  ~Room() {
    net::post(loop->context(), [this] { loop->stop(); });
    guard.reset();
    thread.join();
  }
  std::shared_ptr<CurlLoop> loop;
  net::executor_work_guard<net::io_context::executor_type> guard{loop->context().get_executor()};
  std::thread thread{[this] { loop->context().run(); }};
};

HttpClient::HttpClient(HttpClientOptions options) : room_(std::make_unique<Room>(std::move(options))) {}

HttpClient::~HttpClient() = default;

Task<Result<HttpAnswer>> HttpClient::send(HttpRequest request, Deadline deadline) {
  auto work = room_->loop->send(std::move(request), deadline);
  co_return co_await net::co_spawn(room_->loop->context(), std::move(work), net::use_awaitable);
}

Task<Result<std::unique_ptr<HttpStream>>> HttpClient::open(HttpRequest request, Deadline deadline) {
  auto work = room_->loop->open(std::move(request), deadline);
  co_return co_await net::co_spawn(room_->loop->context(), std::move(work), net::use_awaitable);
}

}  // namespace lumen::http
