// SPDX-License-Identifier: Apache-2.0
#include "http/curl_transfer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <utility>

#include "http/remote_error.h"

namespace lumen::http {
namespace {

namespace net = boost::asio;

constexpr std::size_t waiting_bytes_max = 256 * 1024;  // of a stream's pieces, before the sender is paused
constexpr std::size_t piece_bytes_max = 64 * 1024;

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  curl().easy_setopt(easy, option, value);
}

// What went wrong, in our words; libcurl's own text is fixed per code and holds nothing of the call.
Error error_of(CURLcode code, const std::string& host) {
  const std::string detail = fmt::format("{}: {}", host, curl().easy_strerror(code));
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
    case CURLE_OPERATION_TIMEDOUT: return remote_error("remote_unreachable", detail);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return remote_error("remote_untrusted", detail);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING: return remote_error("remote_bad_answer", detail);
    default: return remote_error("remote_broke_off", detail);
  }
}

std::string_view without_line_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  return line;
}

}  // namespace

CurlTransfer::CurlTransfer(const net::any_io_executor& executor, HttpRequest request, Delivery delivery,
                           const HttpClientOptions& options)
    : easy_(curl().easy_init()),
      news_(executor),
      request_(std::move(request)),
      delivery_(delivery),
      host_(host_of(request_.url)),
      head_bytes_max_(options.head_bytes_max) {
  set_up(options);
  set_method();
  set_headers();
}

CurlTransfer::~CurlTransfer() = default;

void CurlTransfer::set_up(const HttpClientOptions& options) {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_URL, request_.url.c_str());
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) set(easy, CURLOPT_CAINFO, options.ca_file.c_str());
  set(easy, CURLOPT_PROXY, options.proxy.c_str());
  set(easy, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_time_max.count()));
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_USERAGENT, "lumen/" LUMEN_VERSION);
  set(easy, CURLOPT_BUFFERSIZE, static_cast<long>(piece_bytes_max));
  set(easy, CURLOPT_PRIVATE, this);
  set(easy, CURLOPT_HEADERDATA, this);
  set(easy, CURLOPT_WRITEDATA, this);
  set(easy, CURLOPT_HEADERFUNCTION, &CurlTransfer::head_callback);
  set(easy, CURLOPT_WRITEFUNCTION, &CurlTransfer::body_callback);
}

void CurlTransfer::set_method() {
  CURL* easy = easy_.get();
  const bool has_body = request_.body != nullptr;
  if (request_.method == "HEAD") {
    set(easy, CURLOPT_NOBODY, 1L);
    return;
  }
  if (has_body || request_.method == "POST" || request_.method == "PUT") {
    set(easy, CURLOPT_POST, 1L);
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(has_body ? request_.body->size() : 0));
    set(easy, CURLOPT_POSTFIELDS, has_body ? reinterpret_cast<const char*>(request_.body->data()) : "");
  }
  set(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

// libcurl's own additions are switched off, so that what is sent is what was signed.
void CurlTransfer::set_headers() {
  curl_slist* list = nullptr;
  const auto append = [&list](const std::string& line) { list = curl().slist_append(list, line.c_str()); };
  append("Expect:");
  if (!request_.headers.find("Content-Type")) append("Content-Type:");
  for (const auto& [name, value] : request_.headers.all()) append(name + (value.empty() ? ";" : ": " + value));
  list_.reset(list);
  set(easy_.get(), CURLOPT_HTTPHEADER, list);
}

template <class Ready>
Task<void> CurlTransfer::wait(Ready ready, Deadline deadline) {
  co_await net::this_coro::throw_if_cancelled(false);
  while (!ended_ && !ready()) {
    if (deadline.expired()) {
      finish(remote_timed_out(host_ + ": no answer in time"));
      co_return;
    }
    news_.expires_at(deadline.instant());
    co_await news_.async_wait(net::as_tuple(net::use_awaitable));
    const auto cancellation = co_await net::this_coro::cancellation_state;
    if (!ended_ && cancellation.cancelled() != net::cancellation_type::none) {
      finish(unavailable("cancelled", "The call was given up."));
      co_return;
    }
  }
}

Task<void> CurlTransfer::wait_for_head(Deadline deadline) {
  auto has_head = [this] { return has_head_; };
  auto waiting = wait(std::move(has_head), deadline);
  co_await std::move(waiting);
}

Task<void> CurlTransfer::wait_for_body(Deadline deadline) {
  auto has_piece = [this] { return !answer_.body.empty(); };
  auto waiting = wait(std::move(has_piece), deadline);
  co_await std::move(waiting);
}

Task<void> CurlTransfer::wait_for_end(Deadline deadline) {
  auto never = [] { return false; };
  auto waiting = wait(std::move(never), deadline);
  co_await std::move(waiting);
}

void CurlTransfer::finish(CURLcode outcome) {
  if (ended_) return;
  ended_ = true;
  const bool own_word = error_.has_value();  // a limit of ours ended it
  if (outcome != CURLE_OK && !own_word) error_ = error_of(outcome, host_);
  answer_.duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun_);
  long version = 0;
  curl().easy_getinfo(easy_.get(), CURLINFO_HTTP_VERSION, &version);
  answer_.version = version == CURL_HTTP_VERSION_2_0 ? HttpVersion::http_2 : HttpVersion::http_1;
  notify();
}

void CurlTransfer::finish(Error error) {
  if (ended_) return;
  ended_ = true;
  error_ = std::move(error);
  notify();
}

HttpAnswer CurlTransfer::take_answer() { return std::move(answer_); }

std::string CurlTransfer::take_pieces() {
  std::string pieces = std::exchange(answer_.body, {});
  if (std::exchange(paused_, false) && !ended_) curl().easy_pause(easy_.get(), CURLPAUSE_CONT);
  return pieces;
}

// A head of an interim answer (1xx) is followed by another one; lines after the body are trailers.
std::size_t CurlTransfer::on_head_line(std::string_view line) {
  head_bytes_ += line.size();
  if (head_bytes_ > head_bytes_max_) {
    error_ = remote_error("remote_bad_answer", host_ + ": the head of the answer is too large");
    return 0;
  }
  if (has_head_) return line.size();
  const std::string_view text = without_line_end(line);
  if (text.starts_with("HTTP/")) {
    const std::string_view code = text.substr(std::min(text.find(' ') + 1, text.size())).substr(0, 3);
    answer_.headers.clear();
    std::from_chars(code.data(), code.data() + code.size(), answer_.status);
    return line.size();
  }
  if (text.empty()) return answer_.status < 200 || end_of_head() ? line.size() : 0;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    answer_.headers.add(std::string(text.substr(0, colon)), std::string(trim(text.substr(colon + 1))));
  }
  return line.size();
}

// False when the announced length is over the limit.
bool CurlTransfer::end_of_head() {
  std::uint64_t length = 0;
  const std::string_view told = answer_.headers.find("Content-Length").value_or("0");
  std::from_chars(told.data(), told.data() + told.size(), length);
  if (request_.method != "HEAD" && length > request_.answer_bytes_max) {
    error_ = remote_error("remote_bad_answer", fmt::format("{}: {} bytes of answer announced", host_, length));
    return false;
  }
  has_head_ = true;
  notify();
  return true;
}

std::size_t CurlTransfer::on_body(std::string_view piece) {
  if (body_bytes_ + piece.size() > request_.answer_bytes_max) {
    error_ = remote_error("remote_bad_answer", host_ + ": the answer is too large");
    return 0;
  }
  if (delivery_ == Delivery::in_pieces && !answer_.body.empty() &&
      answer_.body.size() + piece.size() > waiting_bytes_max) {
    paused_ = true;  // the piece comes again
    return CURL_WRITEFUNC_PAUSE;
  }
  body_bytes_ += piece.size();
  answer_.body.append(piece);
  if (delivery_ == Delivery::in_pieces) notify();
  return piece.size();
}

std::size_t CurlTransfer::head_callback(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<CurlTransfer*>(self)->on_head_line({data, size * count});
}

std::size_t CurlTransfer::body_callback(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<CurlTransfer*>(self)->on_body({data, size * count});
}

}  // namespace lumen::http
