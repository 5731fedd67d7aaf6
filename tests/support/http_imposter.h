// SPDX-License-Identifier: Apache-2.0
#pragma once
// A server on a real socket that answers as a test scripts it, and remembers what it was asked. HTTP/1.1 on a free
// port of loopback, with or without TLS, on a thread of its own.
//
//   HttpImposter imposter;
//   imposter.answer({.status = 503, .headers = {{"Retry-After", "1"}}});   // the first request
//   imposter.answer({.body = "[]"});                                      // the second
//   … call imposter.url("/path") …
//
// A request without a scripted answer fails the test, and so does an answer that nobody asked for.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lumen::test {

enum class Fault {
  none,
  silence,       // the request is read and never answered
  close,         // the connection ends without an answer
  reset,         // the same, with a TCP reset
  half_body,     // Content-Length as told, half of the body, then the end
  reset_midway,  // half of the body, then a TCP reset
  drip,          // a byte every few milliseconds, and never the last one
  endless,       // the body again and again (chunked), for as long as the client takes it
  garbage,       // bytes that are no HTTP
};

struct ScriptedAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers{};  // Content-Length is added
  std::string body{};
  Fault fault = Fault::none;
  std::vector<std::string> pieces{};  // when set: the body, chunked, each piece when the one before was sent
};

struct SeenRequest {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::size_t connection = 0;  // 1, 2, …: which connection it came on

  std::string header(std::string_view name) const;  // "" when absent
};

enum class Transport { plain, tls, tls_of_another_name };

class HttpImposter {
 public:
  // With TLS: a certificate for 127.0.0.1 and localhost (or for example.org alone), signed by an authority made for
  // this object.
  explicit HttpImposter(Transport transport = Transport::plain);
  // Expects that every scripted answer was asked for.
  ~HttpImposter();
  HttpImposter(const HttpImposter&) = delete;
  HttpImposter& operator=(const HttpImposter&) = delete;

  void answer(ScriptedAnswer answer);         // the next request that has none yet
  void answer_always(ScriptedAnswer answer);  // every request beyond those
  // Every request beyond those is answered by what it says. Called on the imposter's thread.
  void answer_by(std::function<ScriptedAnswer(const SeenRequest&)> rule);

  // "https://127.0.0.1:34567/path"; `host` may be "localhost".
  std::string url(const std::string& path, const std::string& host = "127.0.0.1") const;
  unsigned short port() const;

  std::vector<SeenRequest> requests() const;
  // The TLS authority, PEM.
  std::string authority() const;
  // What the last TLS client offered by ALPN, in its order: "h2", "http/1.1".
  std::vector<std::string> offered_protocols() const;

 private:
  struct Room;
  std::shared_ptr<Room> room_;
};

}  // namespace lumen::test
