// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>

#include "base/unique_fd.h"

namespace lumen::vision_worker {
namespace {

constexpr rlim_t descriptors_max = 32;
constexpr rlim_t file_bytes_max = 64 * 1024 * 1024;  // what may be written into a memory file

using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, decltype(&seccomp_release)>;

// Computing, memory, threads of this process, and the descriptors that are already open.
constexpr std::array plainly_allowed = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(pwrite64),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(getrandom),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
};

#ifdef LUMEN_SANITIZED
// What the sanitizers' runtimes do beside that: alternate stacks, shadow memory, reports. Opening files is
// answered with an error instead of death, so that a report can be written before the process ends.
constexpr std::array allowed_for_sanitizers = {
    SCMP_SYS(sigaltstack), SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64),
    SCMP_SYS(tgkill),      SCMP_SYS(fstat),     SCMP_SYS(ioctl),     SCMP_SYS(mprotect),
    SCMP_SYS(getppid),     SCMP_SYS(pipe),      SCMP_SYS(pipe2),
};
constexpr std::array refused_for_sanitizers = {
    SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(newfstatat), SCMP_SYS(prctl),
};
#endif

Error refused(const std::string& what, int error_number) {
  return unavailable("sandbox_refused", "Photos cannot be read safely on this system.",
                     what + " was refused: " + std::strerror(error_number));
}

bool add_rules(scmp_filter_ctx filter) {
  bool good = true;
  const auto allow = [&](int call, std::initializer_list<scmp_arg_cmp> conditions) {
    good = good && seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, static_cast<unsigned>(conditions.size()),
                                          conditions.begin()) == 0;
  };
  for (const int call : plainly_allowed) allow(call, {});
  // Memory, but none that can be executed.
  allow(SCMP_SYS(mmap), {SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
  // Threads of this process, but no process. clone3 hides its flags behind a pointer; glibc then uses clone.
  constexpr scmp_datum_t thread_flags = CLONE_VM | CLONE_THREAD | CLONE_SIGHAND;
  allow(SCMP_SYS(clone), {SCMP_A0_64(SCMP_CMP_MASKED_EQ, thread_flags, thread_flags)});
  good = good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
  // Whether a memory file is sealed.
  allow(SCMP_SYS(fcntl), {SCMP_A1_32(SCMP_CMP_EQ, F_GET_SEALS)});
#ifdef LUMEN_SANITIZED
  for (const int call : allowed_for_sanitizers) allow(call, {});
  for (const int call : refused_for_sanitizers) {
    good = good && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0) == 0;
  }
#else
  allow(SCMP_SYS(mprotect), {SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
  // A library's names for its threads.
  allow(SCMP_SYS(prctl), {SCMP_A0_32(SCMP_CMP_EQ, PR_SET_NAME)});
#endif
  return good;
}

Result<void> load_filter() {
  const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS), &seccomp_release);
  if (filter == nullptr) return fail(refused("seccomp_init", ENOMEM));
  // A call of another architecture's table, such as 32-bit x86, is as fatal.
  const bool complete = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
                        seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_NNP, 1) == 0 && add_rules(filter.get());
  if (!complete) return fail(refused("a seccomp rule", EINVAL));
  if (const int code = seccomp_load(filter.get()); code != 0) return fail(refused("seccomp", -code));
  return {};
}

bool limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

bool set_limits([[maybe_unused]] const SandboxLimits& limits) {
#ifndef LUMEN_SANITIZED
  if (!limit(RLIMIT_AS, limits.memory_bytes)) return false;
#endif
  return limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, limits.cpu_seconds) && limit(RLIMIT_FSIZE, file_bytes_max) &&
         limit(RLIMIT_NOFILE, descriptors_max) && limit(RLIMIT_MEMLOCK, 0);
}

// When memory runs out, the kernel shall take this process and not the server.
void volunteer_for_out_of_memory() {
  const UniqueFd file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  if (file.valid()) [[maybe_unused]]
    const ssize_t ignored = ::write(file.get(), "1000", 4);
}

}  // namespace

void die_with_parent(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
}

Result<void> close_sandbox(const SandboxLimits& limits) {
  volunteer_for_out_of_memory();
  if (::prctl(PR_SET_DUMPABLE, 0) != 0) return fail(refused("PR_SET_DUMPABLE", errno));
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return fail(refused("no_new_privs", errno));
  if (!set_limits(limits)) return fail(refused("a resource limit", errno));
  return load_filter();
}

}  // namespace lumen::vision_worker
