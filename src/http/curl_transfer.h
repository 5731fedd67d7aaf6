// SPDX-License-Identifier: Apache-2.0
#pragma once
// One request on its way, as libcurl's easy handle. Lives on the loop's thread.
// https://curl.se/libcurl/c/libcurl-easy.html

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "http/curl_library.h"
#include "http/http_client.h"

namespace lumen::http {

enum class Delivery : std::uint8_t { whole, in_pieces };

class CurlTransfer {
 public:
  CurlTransfer(const boost::asio::any_io_executor& executor, HttpRequest request, Delivery delivery,
               const HttpClientOptions& options);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  CURL* handle() const { return easy_.get(); }

  // Both return once there is something to look at, the deadline has passed, or the caller was cancelled; then the
  // error is set and the transfer must be taken off the loop.
  Task<void> wait_for_head(Deadline deadline);
  Task<void> wait_for_body(Deadline deadline);  // a piece or the end
  Task<void> wait_for_end(Deadline deadline);

  // libcurl is done with it, well or not.
  void finish(CURLcode outcome);
  void finish(Error error);

  bool has_head() const { return has_head_; }
  bool ended() const { return ended_; }
  const std::optional<Error>& error() const { return error_; }
  int status() const { return answer_.status; }
  const Headers& headers() const { return answer_.headers; }
  HttpAnswer take_answer();
  // What has come; lets a paused sender go on.
  std::string take_pieces();

 private:
  struct EasyDeleter {
    void operator()(CURL* easy) const { curl().easy_cleanup(easy); }
  };
  struct ListDeleter {
    void operator()(curl_slist* list) const { curl().slist_free_all(list); }
  };

  void set_up(const HttpClientOptions& options);
  void set_method();
  void set_headers();
  template <class Ready>
  Task<void> wait(Ready ready, Deadline deadline);
  void notify() { news_.cancel(); }
  std::size_t on_head_line(std::string_view line);
  std::size_t on_body(std::string_view piece);
  bool end_of_head();
  static std::size_t head_callback(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t body_callback(char* data, std::size_t size, std::size_t count, void* self);

  std::unique_ptr<CURL, EasyDeleter> easy_;
  std::unique_ptr<curl_slist, ListDeleter> list_;
  boost::asio::steady_timer news_;
  HttpRequest request_;
  Delivery delivery_;
  std::string host_;
  std::size_t head_bytes_max_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();

  HttpAnswer answer_;
  std::size_t head_bytes_ = 0;
  std::uint64_t body_bytes_ = 0;
  bool has_head_ = false;
  bool paused_ = false;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace lumen::http
