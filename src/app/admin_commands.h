// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operator's commands, the same with a server (through its socket) and without one.

#include <memory>

#include "app/admin_socket.h"
#include "app/rooms.h"

namespace lumen::app {

class AdminCommands {
 public:
  AdminCommands(Rooms& rooms, const DataFolder& folder, const Surroundings& around)
      : rooms_(rooms), folder_(folder), around_(around) {}

  // Commands and their arguments:
  //   user.add {email, password} → {user}          user.code {email} → {code}
  //   products.import {file, map, currency, preset, replace} → report
  //   products.export {file} → {products}          products.search {text, limit} → {products}
  //   jobs.list {limit} → {dead_letters}           jobs.retry {analysis_id} → {}
  // Anything else is `invalid` ("unknown_command").
  Task<Result<json::value>> run(std::string command, json::object arguments, Progress progress);

 private:
  Task<Result<json::value>> add_user(json::object arguments);
  Result<json::value> read_code(const json::object& arguments);
  Task<Result<json::value>> import_products(json::object arguments, Progress progress);
  Task<Result<json::value>> export_products(json::object arguments);
  Task<Result<json::value>> search_products(json::object arguments);
  Task<Result<json::value>> list_jobs(json::object arguments);
  Task<Result<json::value>> retry_job(json::object arguments);

  Rooms& rooms_;
  const DataFolder& folder_;
  Surroundings around_;
};

}  // namespace lumen::app
