// SPDX-License-Identifier: Apache-2.0
#include "vision/spawn_zygote.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "vision/packet_socket.h"
#include "vision/worker_protocol.h"

namespace lumen::vision {
namespace {

// How to load and run, and nothing that could be a secret. OPENCV_CPU_DISABLE names the instruction sets that OpenCV
// shall do without.
constexpr std::array inherited_variables = {"LD_LIBRARY_PATH", "OPENCV_CPU_DISABLE", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                            "TSAN_OPTIONS"};

std::vector<std::string> child_environment() {
  std::vector<std::string> variables = {"OPENCV_OPENCL_RUNTIME=disabled", "OPENBLAS_NUM_THREADS=1"};
  for (const char* name : inherited_variables) {
    if (const char* value = std::getenv(name); value != nullptr) variables.push_back(std::string(name) + "=" + value);
  }
  return variables;
}

std::vector<char*> as_pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// posix_spawn's two parameter blocks.
class SpawnPlan {
 public:
  explicit SpawnPlan(int control) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, control, protocol::control_descriptor);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  posix_spawn_file_actions_t* actions() { return &actions_; }
  posix_spawnattr_t* attributes() { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

Error missing(const std::filesystem::path& path, int error_number) {
  return unavailable("vision_worker_missing", "Photos cannot be measured: the program lumen-vision is missing.",
                     "looked for " + path.string() + ": " + std::strerror(error_number));
}

Error not_started(int error_number) {
  return unavailable("vision_worker_failed", "Photos cannot be measured right now. Please try again in a moment.",
                     std::string("lumen-vision did not start: ") + std::strerror(error_number));
}

}  // namespace

std::filesystem::path zygote_path(const ZygoteProgram& program) {
  if (!program.program.empty()) return program.program;
  std::error_code failure;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failure);
  return self.parent_path() / "lumen-vision";
}

Result<SpawnedZygote> spawn_zygote(const ZygoteProgram& program) {
  const std::filesystem::path path = zygote_path(program);
  if (::access(path.c_str(), X_OK) != 0) return fail(missing(path, errno));
  auto [ours, theirs] = make_packet_sockets();
  if (!ours.valid()) return fail(not_started(errno));
  ::fcntl(ours.get(), F_SETFL, O_NONBLOCK);

  std::vector<std::string> arguments = {path.string(), "--zygote", program.cascade_folder,
                                        std::to_string(program.worker_memory_bytes)};
  std::vector<std::string> environment = child_environment();
  SpawnPlan plan(theirs.get());
  SpawnedZygote spawned;
  const int code = ::posix_spawn(&spawned.process, path.c_str(), plan.actions(), plan.attributes(),
                                 as_pointers(arguments).data(), as_pointers(environment).data());
  if (code == ENOENT || code == EACCES || code == ENOEXEC) return fail(missing(path, code));
  if (code != 0) return fail(not_started(code));
  spawned.control = std::move(ours);
  return spawned;
}

}  // namespace lumen::vision
