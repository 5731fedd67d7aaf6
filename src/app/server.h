// SPDX-License-Identifier: Apache-2.0
#pragma once
// `lumen serve`: the rooms, the use cases, the routes and the door, put together; workers and the sweep
// running beside them; a drain at SIGTERM or Ctrl-C.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/rooms.h"
#include "app/settings.h"
#include "base/result.h"

namespace lumen::app {

class Server {
 public:
  // Everything but listening. Errors say what to mend.
  static Result<std::unique_ptr<Server>> open(const Settings& settings, DataFolder& folder);
  ~Server();

  // Listens, works, and returns after a signal when everything in flight was answered.
  Result<void> run();

  // "GET /history", …: every route of the REST face, for the test that compares it with openapi.json.
  std::vector<std::string> routes() const;

 private:
  Server();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lumen::app
