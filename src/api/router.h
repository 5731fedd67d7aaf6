// SPDX-License-Identifier: Apache-2.0
#pragma once
// The route table: what is asked for, who may ask, how big a body may be, and who answers. Built once, read
// by every door. Thread-safe after building.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http_message.h"
#include "base/deadline.h"
#include "base/metrics.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/ids.h"

namespace lumen::api {

using PathValues = std::vector<std::pair<std::string, std::string>>;

// Everything a handler may use. `user` is empty on routes without sign-in.
struct Call {
  Request request;
  PathValues path_values;
  std::optional<UserId> user;
  Deadline deadline = Deadline::never();

  std::string_view path_value(std::string_view name) const;
};

enum class Access : std::uint8_t { open, signed_in };

struct Route {
  std::string method;
  std::string pattern;  // "/analysis/{id}"; a last "{name...}" takes the rest of the path
  Access access = Access::signed_in;
  std::uint64_t body_bytes_max = 0;
  std::chrono::seconds time_max{30};
  // Checked before a byte of the body is read; an answer here ends the request. May be empty.
  std::function<Task<std::optional<Response>>(const RequestHead& head, const PathValues& values)> before_body;
  std::function<Task<Response>(Call& call)> handle;  // `call` outlives the coroutine
  // How this face words an error; api/problem.h when empty.
  std::function<Response(const Error& error, const RequestHead& head)> refusal;
  std::string name;  // for metrics; the pattern when empty
};

struct RouteMatch {
  const Route* route = nullptr;  // null: no such path, or (path_known) another method
  bool path_known = false;
  std::string allowed_methods;  // for 405 and OPTIONS
  PathValues values;
};

class Router {
 public:
  // `base_path` such as "/dev" is accepted in front of every route and may also be left out.
  explicit Router(std::string base_path = {}) : base_path_(std::move(base_path)) {}

  void add(Route route);
  RouteMatch match(std::string_view method, std::string_view raw_path) const;
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  struct Pattern {
    std::vector<std::string> segments;
  };
  std::string base_path_;
  std::vector<std::unique_ptr<Route>> routes_;
  std::vector<Pattern> patterns_;
};

}  // namespace lumen::api
