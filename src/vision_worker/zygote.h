// SPDX-License-Identifier: Apache-2.0
#pragma once
// The zygote: loads the measuring engine once, then forks a sandboxed worker whenever `lumen` asks for one, so a
// new worker costs a fork of a small process and shares the loaded libraries and cascades. It never touches a
// photo. Protocol: vision/worker_protocol.h.

#include <cstdint>
#include <string>

namespace lumen::vision_worker {

struct ZygoteOptions {
  std::string cascade_folder;
  std::uint64_t worker_memory_bytes = 0;
};

// Serves the control socket until it closes, then ends its workers and waits for them. Answers the exit code.
int run_zygote(const ZygoteOptions& options);

}  // namespace lumen::vision_worker
