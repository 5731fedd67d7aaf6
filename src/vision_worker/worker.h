// SPDX-License-Identifier: Apache-2.0
#pragma once
// A worker: closes its sandbox, says hello, then does one job after another until its socket closes.

#include "base/unique_fd.h"
#include "skin/engine.h"
#include "vision_worker/sandbox.h"

namespace lumen::vision_worker {

// Runs in a process of its own, forked from one thread. Never returns.
[[noreturn]] void run_worker(UniqueFd socket, const skin::Engine& engine, const SandboxLimits& limits);

}  // namespace lumen::vision_worker
