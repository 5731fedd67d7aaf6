// SPDX-License-Identifier: Apache-2.0
#pragma once
// Watches workers' resident memory where RLIMIT_AS cannot: the sanitizers reserve terabytes of address space.
// In other builds it costs nothing and answers no.

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace lumen::vision_worker {

// How often to look, for poll(2); -1 for never.
int resident_memory_period_ms(std::size_t workers);

bool resident_memory_is_over(pid_t process, std::uint64_t limit_bytes);

}  // namespace lumen::vision_worker
