// SPDX-License-Identifier: Apache-2.0
#pragma once
// A request to another server and its answer, as plain values.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding.h"

namespace lumen::http {

// Names are kept as given; look-ups ignore case. Order and repeats are kept.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  // The first value of this name.
  std::optional<std::string_view> find(std::string_view name) const {
    for (const auto& [key, value] : fields_) {
      if (iequals(key, name)) return value;
    }
    return std::nullopt;
  }
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }
  void clear() { fields_.clear(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// Shared, so that a request can be repeated without copying what it carries.
using Body = std::shared_ptr<const Bytes>;
inline Body make_body(Bytes bytes) { return std::make_shared<const Bytes>(std::move(bytes)); }
inline Body make_body(std::string_view text) { return make_body(Bytes(text.begin(), text.end())); }

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  Headers headers;                           // Host, Content-Length and Connection are added
  Body body;                                 // null: none
  std::uint64_t answer_bytes_max = 1 << 20;  // of the answer's body, counted while it comes
};

enum class HttpVersion : std::uint8_t { http_1, http_2 };

struct HttpAnswer {
  int status = 0;
  HttpVersion version = HttpVersion::http_1;
  Headers headers;
  std::string body;
  std::chrono::microseconds duration{0};  // from the order to the last byte
};

}  // namespace lumen::http
