// SPDX-License-Identifier: Apache-2.0
#pragma once
// Closes the calling process in for good: it can compute, use its memory, start threads and talk over the
// descriptors it already has. It cannot open files, make sockets, start programs or processes, look at or signal
// other processes, or make memory executable. A forbidden system call kills the whole process with SIGSYS.
// Needs no privilege and no namespaces: no_new_privs, a seccomp filter and resource limits (seccomp(2),
// prctl(2), getrlimit(2)).

#include <sys/types.h>

#include <cstdint>

#include "base/result.h"

namespace lumen::vision_worker {

struct SandboxLimits {
  std::uint64_t memory_bytes = 0;     // address space; a sanitized build does not have this limit, because the
                                      // sanitizers reserve terabytes: there the zygote watches resident memory
  std::uint64_t cpu_seconds = 3'600;  // of the process's whole life; a job's time is the parent's business
};

// Ends this process with its parent: call first after fork. `parent` is what getppid must still be.
void die_with_parent(pid_t parent);

// Call with one thread running. After success nothing above can be taken back. Errors: `unavailable`
// "sandbox_refused" when the system forbids any part of it; the process must then end without reading a photo.
Result<void> close_sandbox(const SandboxLimits& limits);

}  // namespace lumen::vision_worker
