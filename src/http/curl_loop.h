// SPDX-License-Identifier: Apache-2.0
#pragma once
// libcurl's multi interface on an Asio loop: curl says which sockets and which timer it waits for, Asio waits, curl
// acts. Everything runs on the loop's one thread. https://curl.se/libcurl/c/curl_multi_socket_action.html

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "http/curl_transfer.h"
#include "http/http_client.h"

namespace lumen::http {

class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
 public:
  explicit CurlLoop(HttpClientOptions options);
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  boost::asio::io_context& context() { return context_; }

  Task<Result<HttpAnswer>> send(HttpRequest request, Deadline deadline);
  Task<Result<std::unique_ptr<HttpStream>>> open(HttpRequest request, Deadline deadline);
  Task<Result<std::optional<std::string>>> next(std::shared_ptr<CurlTransfer> transfer, Deadline deadline);

  // Ends every transfer with "stopping" and closes all connections.
  void stop();
  // Takes the transfer off; harmless when it is off.
  void drop(const std::shared_ptr<CurlTransfer>& transfer);

 private:
  struct Watch;
  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl().multi_cleanup(multi); }
  };

  Result<std::shared_ptr<CurlTransfer>> start(HttpRequest request, Delivery delivery, Deadline deadline);
  void act(curl_socket_t socket, int events);
  void collect_finished();
  void watch(curl_socket_t socket, int what);
  void unwatch(curl_socket_t socket);
  void arm(const std::shared_ptr<Watch>& watch);
  void set_timer(long timeout_ms);

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
  static int on_timer(CURLM*, long timeout_ms, void* self);
  static curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* address);
  static int close_socket(void* self, curl_socket_t socket);

  HttpClientOptions options_;
  boost::asio::io_context context_{1};
  boost::asio::steady_timer timer_{context_};
  std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
  std::unordered_set<std::shared_ptr<CurlTransfer>> under_way_;
  bool stopping_ = false;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
};

}  // namespace lumen::http
