// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/check_sandbox.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>

#include "vision_worker/sandbox.h"

namespace lumen::vision_worker {
namespace {

constexpr std::size_t mebibyte = 1024 * 1024;
constexpr SandboxLimits test_limits{1024 * mebibyte, 60};

// What a child's end must be. `stopped` is death by SIGSYS; a sanitized build may answer with an error instead.
enum class Wanted { stopped, works, fails };

struct Attempt {
  std::string_view name;
  Wanted wanted;
  bool (*act)();  // true when it got what it tried for
};

bool open_a_file() { return ::open("/etc/hostname", O_RDONLY | O_CLOEXEC) >= 0; }
bool create_a_file() { return ::open("/tmp/lumen-vision-escape", O_CREAT | O_WRONLY | O_CLOEXEC, 0600) >= 0; }
bool list_a_folder() { return ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0; }
bool open_a_file_the_new_way() {
  struct {
    std::uint64_t flags, mode, resolve;
  } how{O_RDONLY, 0, 0};
  return ::syscall(SYS_openat2, AT_FDCWD, "/etc/hostname", &how, sizeof(how)) >= 0;
}
bool make_a_local_socket() {
  std::array<int, 2> ends{};
  return ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0;
}
bool connect_a_descriptor() {
  const sockaddr nowhere{AF_UNSPEC, {}};
  return ::connect(STDIN_FILENO, &nowhere, sizeof(nowhere)) == 0;
}
bool make_a_socket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0; }
[[maybe_unused]] bool make_a_pipe() {
  std::array<int, 2> ends{};
  return ::pipe2(ends.data(), O_CLOEXEC) == 0;
}
bool fork_a_process() { return ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) >= 0; }
bool vfork_a_process() { return ::syscall(SYS_clone, CLONE_VM | CLONE_VFORK | SIGCHLD, 0, 0, 0, 0) >= 0; }
bool fork_the_new_way() {
  struct {
    std::uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
  } how{0, 0, 0, 0, SIGCHLD, 0, 0, 0};
  return ::syscall(SYS_clone3, &how, sizeof(how)) >= 0;
}
bool start_a_program_by_descriptor() {
  char* const arguments[] = {const_cast<char*>("true"), nullptr};
  return ::syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, nullptr, 0) == 0;
}
bool read_the_parents_memory() {
  char byte = 0;
  const iovec here{&byte, 1};
  const iovec there{&byte, 1};  // the parent has the same at this place
  return ::syscall(SYS_process_vm_readv, ::getppid(), &here, 1UL, &there, 1UL, 0UL) == 1;
}
bool start_a_program() {
  char* const arguments[] = {const_cast<char*>("true"), nullptr};
  return ::execve("/bin/true", arguments, nullptr) == 0;
}
bool signal_the_parent() { return ::kill(::getppid(), 0) == 0; }
bool trace_the_parent() { return ::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr) == 0; }
bool map_executable_memory() {
  return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}
[[maybe_unused]] bool make_memory_executable() {
  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}
[[maybe_unused]] bool raise_a_limit() {
  const rlimit more{2'048, 2'048};
  return ::setrlimit(RLIMIT_NOFILE, &more) == 0;
}
bool make_a_ring() { return ::syscall(SYS_io_uring_setup, 8, nullptr) >= 0; }
bool use_another_table() {
#ifdef __x86_64__
  long answer = 0;
  // Call 20 of the 32-bit table is getpid; the 64-bit filter must not be asked about it.
  asm volatile("int $0x80" : "=a"(answer) : "a"(20L) : "memory");
  return answer > 0;
#else
  return ::syscall(SYS_personality, 0xffffffff) >= 0;
#endif
}
[[maybe_unused]] bool take_too_much_memory() {
  // Touched page by page: neither a promise nor real pages may pass the limit.
  for (int i = 0; i < 64; ++i) {
    void* block = std::malloc(64 * mebibyte);
    if (block == nullptr) return false;
    std::memset(block, 1, 64 * mebibyte);
  }
  return true;
}

bool use_memory() {
  void* block = std::malloc(256 * mebibyte);
  if (block == nullptr) return false;
  std::memset(block, 1, 256 * mebibyte);
  std::free(block);
  return true;
}
bool run_a_thread() {
  bool ran = false;
  std::thread([&ran] { ran = true; }).join();
  return ran;
}

constexpr std::array attempts = {
    Attempt{"open a file", Wanted::stopped, open_a_file},
    Attempt{"create a file", Wanted::stopped, create_a_file},
    Attempt{"list a folder", Wanted::stopped, list_a_folder},
    Attempt{"open a file by openat2", Wanted::stopped, open_a_file_the_new_way},
    Attempt{"make a socket", Wanted::stopped, make_a_socket},
    Attempt{"make a local socket", Wanted::stopped, make_a_local_socket},
    Attempt{"connect a descriptor", Wanted::stopped, connect_a_descriptor},
    Attempt{"fork", Wanted::stopped, fork_a_process},
    // Refused and not fatal: glibc asks for it before it starts a thread in the old way.
    Attempt{"fork by clone3", Wanted::fails, fork_the_new_way},
    Attempt{"vfork", Wanted::stopped, vfork_a_process},
    Attempt{"start a program", Wanted::stopped, start_a_program},
    Attempt{"start a program by execveat", Wanted::stopped, start_a_program_by_descriptor},
    Attempt{"read memory of a process", Wanted::stopped, read_the_parents_memory},
    Attempt{"signal the parent", Wanted::stopped, signal_the_parent},
    Attempt{"trace a process", Wanted::stopped, trace_the_parent},
    Attempt{"map executable memory", Wanted::stopped, map_executable_memory},
#ifndef LUMEN_SANITIZED
    // The sanitizers' runtimes do the first three themselves, and the zygote watches memory in another way.
    Attempt{"make a pipe", Wanted::stopped, make_a_pipe},
    Attempt{"make memory executable", Wanted::stopped, make_memory_executable},
    Attempt{"raise a limit", Wanted::stopped, raise_a_limit},
    Attempt{"take 4 GiB of memory", Wanted::fails, take_too_much_memory},
#endif
    Attempt{"make an io_uring", Wanted::stopped, make_a_ring},
    Attempt{"use another system call table", Wanted::stopped, use_another_table},
    Attempt{"use 256 MiB of memory", Wanted::works, use_memory},
    Attempt{"run a thread", Wanted::works, run_a_thread},
};

constexpr int exit_worked = 0;
constexpr int exit_failed = 1;
constexpr int exit_no_sandbox = 2;

int status_of(const Attempt& attempt) {
  const pid_t self = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    die_with_parent(self);
    if (!close_sandbox(test_limits)) ::_exit(exit_no_sandbox);
    ::_exit(attempt.act() ? exit_worked : exit_failed);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

bool is_as_wanted(Wanted wanted, int status) {
  const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
  const bool failed = WIFEXITED(status) && WEXITSTATUS(status) == exit_failed;
  switch (wanted) {
#ifdef LUMEN_SANITIZED
    case Wanted::stopped: return killed || failed;
#else
    case Wanted::stopped: return killed;
#endif
    case Wanted::works: return WIFEXITED(status) && WEXITSTATUS(status) == exit_worked;
    case Wanted::fails: return failed;
  }
  return false;
}

std::string describe(int status) {
  if (WIFSIGNALED(status)) return fmt::format("killed by {}", ::sigabbrev_np(WTERMSIG(status)));
  if (!WIFEXITED(status)) return "neither ended nor killed";
  switch (WEXITSTATUS(status)) {
    case exit_worked: return "worked";
    case exit_failed: return "failed";
    case exit_no_sandbox: return "the sandbox was refused";
    default: return fmt::format("ended with {}", WEXITSTATUS(status));
  }
}

}  // namespace

int check_sandbox() {
  std::size_t wrong = 0;
  for (const Attempt& attempt : attempts) {
    const int status = status_of(attempt);
    const bool good = is_as_wanted(attempt.wanted, status);
    if (!good) ++wrong;
    fmt::print("{:<6} {}: {}\n", good ? "good" : "WRONG", attempt.name, describe(status));
  }
  fmt::print("{} of {} as they should be\n", attempts.size() - wrong, attempts.size());
  return wrong == 0 ? 0 : 1;
}

}  // namespace lumen::vision_worker
