// SPDX-License-Identifier: Apache-2.0
#pragma once
// The HTTP/1.1 door, with or without TLS: sockets and framing here, everything else in api/. Each connection
// lives on one event loop. Headers are read within a limit of size and time, bodies within their route's size
// and a time that grows with it; connections, and so memory, are bounded.

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "api/gate.h"
#include "base/event_loops.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/random.h"
#include "base/result.h"

namespace lumen::doors {

struct TlsFiles {
  std::filesystem::path certificate;  // PEM chain
  std::filesystem::path key;          // PEM
};

struct HttpOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 8080;  // 0: any free one
  std::optional<TlsFiles> tls;
  std::size_t connections_max = 10'000;
  std::size_t header_bytes_max = 16 * 1024;
  std::chrono::seconds header_time_max{10};
  std::chrono::seconds idle_time_max{75};
  std::chrono::seconds body_time_base{20};  // plus one second for every
  std::uint64_t body_bytes_per_second_min = 16'384;
};

class HttpServer {
 public:
  HttpServer(EventLoops& loops, api::Gate& gate, Random& random, Log& log, Metrics& metrics, HttpOptions options);
  ~HttpServer();

  // Binds and listens; answers the port. Errors: "address_in_use", "bad_address", "bad_tls_files", each with
  // what to mend.
  Result<unsigned short> start();

  // No new connections; idle ones close, those with a request finish it. Ends when all are gone or at the
  // deadline, whichever comes first. Blocking; call from a thread that runs no loop.
  void drain(std::chrono::milliseconds time_max);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace lumen::doors
