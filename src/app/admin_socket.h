// SPDX-License-Identifier: Apache-2.0
#pragma once
// The server's Unix socket in the data folder: one JSON line asks, lines of progress and one line of result
// answer. Only the folder's owner can reach it (mode 0600). Peer: AdminClient.

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/json.h"
#include "base/log.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen::app {

// Called with (done, total) while a long command runs; total 0 when unknown.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

// Runs one command; used by the socket and by the command line without a server.
using AdminHandler =
    std::function<Task<Result<json::value>>(std::string command, json::object arguments, Progress progress)>;

class AdminServer {
 public:
  AdminServer(boost::asio::io_context& loop, std::filesystem::path socket, AdminHandler handler, Log& log);
  ~AdminServer();
  Result<void> start();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// Asks a running server. `unavailable` ("no_server") when none listens.
Result<json::value> ask_server(const std::filesystem::path& socket, const std::string& command,
                               const json::object& arguments, const Progress& progress);

}  // namespace lumen::app
