// SPDX-License-Identifier: Apache-2.0
#pragma once
// The web page: files that live in the program, with a strict content security policy and ETags.

#include <string>
#include <vector>

#include "api/router.h"

namespace lumen::api {

struct WebAsset {
  std::string path;  // "/app.js"
  std::string content_type;
  std::string bytes;
};

void add_web_routes(Router& router, std::vector<WebAsset> assets);

}  // namespace lumen::api
