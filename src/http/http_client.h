// SPDX-License-Identifier: Apache-2.0
#pragma once
// Calls to other servers over HTTP/1.1 and HTTP/2 (by ALPN), with connections that are used again.
//
// One thread of this object drives all transfers; callers may be on any event loop and resume there. Certificates
// are always verified; redirects are never followed (an answer 3xx is an answer); nothing is decompressed; the
// environment's proxy variables are not read. Nothing of a request or an answer is logged. A request that went out on a
// connection which the other side had just closed is sent once more on a new one.
//
// A caller that is cancelled breaks its transfer off. Destroy the client while the callers' executors still exist and
// after its streams: what is under way then ends with `unavailable` "stopping". Thread-safe.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "http/http_message.h"
#include "http/url_rule.h"

namespace lumen::http {

struct HttpClientOptions {
  std::string proxy;    // "http://proxy.example.org:3128"; empty: none. Loopback never goes through it
  std::string ca_file;  // PEM; empty: the system's certificates
  PlainHttp plain = PlainHttp::loopback_only;
  std::chrono::milliseconds connect_time_max{3'000};  // name, TCP and TLS
  std::size_t calls_max = 256;                        // under way at once; over it `unavailable` at once
  std::size_t connections_max = 64;
  std::size_t head_bytes_max = 64 * 1024;  // of an answer
};

class CurlLoop;
class CurlTransfer;

// An answer whose body comes in pieces (server-sent events, event streams). One coroutine at a time.
// Destroying it before the end breaks the transfer off.
class HttpStream {
 public:
  HttpStream(std::shared_ptr<CurlLoop> loop, std::shared_ptr<CurlTransfer> transfer);
  ~HttpStream();
  HttpStream(const HttpStream&) = delete;
  HttpStream& operator=(const HttpStream&) = delete;

  int status() const;
  const Headers& headers() const;

  // What has come since, at least one byte; nothing at the end. A reader that is slow slows the sender down: at most
  // about 256 KB wait here. Errors as of `send`; after one the stream is over.
  Task<Result<std::optional<std::string>>> next(Deadline deadline);

 private:
  std::shared_ptr<CurlLoop> loop_;
  std::shared_ptr<CurlTransfer> transfer_;
};

class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Any status is an answer. Errors are those of http/remote_error.h, and `invalid` "bad_url" or "bad_header" for
  // what may not be sent.
  Task<Result<HttpAnswer>> send(HttpRequest request, Deadline deadline);

  // Answers when the head has come; the body follows through the stream.
  Task<Result<std::unique_ptr<HttpStream>>> open(HttpRequest request, Deadline deadline);

 private:
  struct Room;
  std::unique_ptr<Room> room_;
};

}  // namespace lumen::http
