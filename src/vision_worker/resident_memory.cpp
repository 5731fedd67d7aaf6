// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/resident_memory.h"

#ifdef LUMEN_SANITIZED
#include <unistd.h>

#include <fstream>
#include <string>
#endif

namespace lumen::vision_worker {

#ifdef LUMEN_SANITIZED

int resident_memory_period_ms(std::size_t workers) { return workers > 0 ? 20 : -1; }

bool resident_memory_is_over(pid_t process, std::uint64_t limit_bytes) {
  std::ifstream file("/proc/" + std::to_string(process) + "/statm");
  std::uint64_t whole_pages = 0;
  std::uint64_t resident_pages = 0;
  if (!(file >> whole_pages >> resident_pages)) return false;
  return resident_pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) > limit_bytes;
}

#else

int resident_memory_period_ms(std::size_t) { return -1; }
bool resident_memory_is_over(pid_t, std::uint64_t) { return false; }

#endif

}  // namespace lumen::vision_worker
