// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `lumen serve` says when it listens, and the reading of its address settings.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "app/settings.h"
#include "base/result.h"
#include "doors/http_server.h"

namespace lumen::app {

// "127.0.0.1:8080", "[::1]:8080", "localhost:0". Listening beyond loopback without TLS is refused
// ("insecure_listen") unless the settings say insecure.
Result<doors::HttpOptions> http_options(const Settings& settings);

void print_banner(const Settings& settings, const doors::HttpOptions& options, unsigned short port,
                  const std::filesystem::path& data_folder,
                  const std::vector<std::pair<std::string, std::string>>& adapters);

}  // namespace lumen::app
