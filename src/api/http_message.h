// SPDX-License-Identifier: Apache-2.0
#pragma once
// An HTTP request and response as plain values: what a door gives to api/ and gets back. No door's library
// shows here, so the same routes run behind doors/http and doors/lambda.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "base/task.h"

namespace lumen::api {

// Header names are kept as received; look-ups ignore case. Order and repeats are kept.
class Headers {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  void set(std::string_view name, std::string value);
  // The first value, or nothing.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }
  void clear() { fields_.clear(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct RequestHead {
  std::string method;  // "GET", upper case as received
  std::string target;  // exactly as on the wire: path and query, undecoded
  Headers headers;
  std::string peer;        // the client's address, for throttling; never logged
  std::string request_id;  // ours, in every log line and error of this request
  bool secure = false;     // came over TLS
  std::optional<std::uint64_t> content_length;

  std::string_view raw_path() const { return std::string_view(target).substr(0, target.find('?')); }
  std::string_view raw_query() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
  }
};

struct Request {
  RequestHead head;
  Bytes body;
};

// Server-sent events and the like: called until it gives nothing; each piece is sent at once.
using BodyStream = std::function<Task<std::optional<std::string>>()>;

struct Response {
  int status = 200;
  Headers headers;                          // without Content-Length, Connection and Date: the door adds them
  std::shared_ptr<const std::string> body;  // null: empty
  BodyStream stream;                        // when set, `body` is not used and the connection closes at its end

  static Response text(int status, std::string body, std::string content_type);
  static Response json(int status, std::string body) { return text(status, std::move(body), "application/json"); }
  static Response empty(int status);
};

// Decoded name/value pairs of a query string or a form; nothing when an escape is malformed.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view raw);

}  // namespace lumen::api
