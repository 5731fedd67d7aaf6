// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds and starts the `lumen-vision` program.

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "base/unique_fd.h"

namespace lumen::vision {

struct ZygoteProgram {
  std::filesystem::path program;  // empty: `lumen-vision` beside the running executable
  std::string cascade_folder;
  std::uint64_t worker_memory_bytes = 0;
};

struct SpawnedZygote {
  pid_t process = -1;
  UniqueFd control;  // does not block
};

// Where the program is looked for.
std::filesystem::path zygote_path(const ZygoteProgram& program);

// The child is in a process group of its own and gets no environment but what a dynamic linker and the sanitizers
// need, so no secret of the server's. Errors: `unavailable` "vision_worker_missing", whose detail says where it
// was looked for, or "vision_worker_failed".
Result<SpawnedZygote> spawn_zygote(const ZygoteProgram& program);

}  // namespace lumen::vision
