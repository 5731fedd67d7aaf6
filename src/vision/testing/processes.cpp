// SPDX-License-Identifier: Apache-2.0
#include "vision/testing/processes.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "base/unique_fd.h"

namespace lumen::vision::test {
namespace {

struct Entry {
  pid_t process = -1;
  pid_t parent = -1;
  char state = 'Z';
};

// "/proc/17/stat" is `17 (name) S 1 …`; the name may hold anything, so its last parenthesis counts.
Entry read_entry(const std::filesystem::path& folder) {
  Entry entry;
  std::ifstream file(folder / "stat");
  std::string line;
  if (!std::getline(file, line) || line.rfind(')') == std::string::npos) return entry;
  entry.process = std::stoi(line);
  const std::string rest = line.substr(line.rfind(')') + 2);
  entry.state = rest[0];
  entry.parent = std::stoi(rest.substr(2));
  return entry;
}

bool is_number(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<pid_t> children_of(pid_t process) {
  std::vector<pid_t> children;
  std::error_code failure;
  for (const auto& folder : std::filesystem::directory_iterator("/proc", failure)) {
    if (!is_number(folder.path().filename().string())) continue;
    const Entry entry = read_entry(folder.path());
    if (entry.parent == process && entry.state != 'Z' && entry.state != 'X') children.push_back(entry.process);
  }
  std::sort(children.begin(), children.end());
  return children;
}

std::vector<pid_t> descendants_of(pid_t process) {
  std::vector<pid_t> all = children_of(process);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const pid_t child : children_of(all[i])) all.push_back(child);
  }
  return all;
}

bool wait_until_gone(pid_t process, std::chrono::milliseconds patience) {
  const UniqueFd watch(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  if (!watch.valid()) return true;  // no such process
  pollfd waiting{watch.get(), POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(patience.count())) == 1;
}

pid_t wait_for_child(pid_t process, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < end) {
    const auto children = children_of(process);
    if (!children.empty()) return children.front();
    std::this_thread::yield();
  }
  return -1;
}

}  // namespace lumen::vision::test
