// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a command needs around the rooms when there is no server: clock, log, pool, loops, and the folder's lock.

#include <unistd.h>

#include <memory>

#include "app/rooms.h"
#include "telemetry/json_log.h"

namespace lumen::app {

class Workbench {
 public:
  explicit Workbench(const Settings& settings) : settings_(settings) {}

  // Takes the lock and opens the rooms. Errors as DataFolder::open_locked and Rooms::open.
  Result<void> open();

  Rooms& rooms() { return *rooms_; }
  const DataFolder& folder() const { return *folder_; }
  Surroundings surroundings() { return {clock_, random_, log_, null_metrics(), loops_, pool_, pool_}; }

 private:
  Settings settings_;
  SystemClock clock_;
  SystemRandom random_;
  telemetry::JsonLog log_{STDERR_FILENO, telemetry::log_form_for(STDERR_FILENO), LogLevel::warn, clock_};
  BlockingPool pool_{2, 64};
  EventLoops loops_{1};
  std::unique_ptr<DataFolder> folder_;
  std::unique_ptr<Rooms> rooms_;
};

}  // namespace lumen::app
