// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a server in a test says, over HTTP.

#include <string>
#include <utility>
#include <vector>

namespace lumen::agent::testing {

struct WireAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

}  // namespace lumen::agent::testing
