// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything an adapter of a remote part needs in a test: a real client, a clock that stands still, pauses that are
// written down instead of lived through.

#include <chrono>
#include <mutex>
#include <vector>

#include "http/remote.h"

namespace lumen::test {

class RecordedPause final : public http::Pause {
 public:
  Task<void> wait(std::chrono::milliseconds span) override {
    const std::lock_guard lock(mutex_);
    spans.push_back(span);
    co_return;
  }
  std::vector<std::chrono::milliseconds> spans;

 private:
  std::mutex mutex_;
};

struct RemoteBench {
  http::RemoteTools tools() { return {client, clock, random, pause, null_metrics(), log}; }

  http::HttpClient client;
  ManualClock clock{1'750'000'000'000};
  SeededRandom random{1};
  RecordedPause pause;
  NullLog log;
};

}  // namespace lumen::test
