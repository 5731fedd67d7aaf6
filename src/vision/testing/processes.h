// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looks at processes through /proc, for tests that kill some and show that none is left.

#include <sys/types.h>

#include <chrono>
#include <vector>

namespace lumen::vision::test {

// Living children of a process, in order of their ids; zombies do not count.
std::vector<pid_t> children_of(pid_t process);

// Children, their children and so on.
std::vector<pid_t> descendants_of(pid_t process);

// Waits until the process is gone. It need not be a child. False when it still lives after `patience`.
bool wait_until_gone(pid_t process, std::chrono::milliseconds patience = std::chrono::seconds(60));

// Waits until `process` has a child, and answers it; -1 after `patience`.
pid_t wait_for_child(pid_t process, std::chrono::milliseconds patience = std::chrono::seconds(60));

}  // namespace lumen::vision::test
