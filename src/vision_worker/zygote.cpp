// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/zygote.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <string_view>

#include "base/unique_fd.h"
#include "skin/engine.h"
#include "vision/packet_socket.h"
#include "vision/worker_protocol.h"
#include "vision_worker/prepare_process.h"
#include "vision_worker/resident_memory.h"
#include "vision_worker/worker.h"

namespace lumen::vision_worker {
namespace {

using namespace vision;
using protocol::ControlHeader;
using protocol::ControlKind;

constexpr int exit_no_engine = 3;
constexpr int exit_broken_protocol = 4;

class Zygote {
 public:
  Zygote(UniqueFd control, const skin::Engine& engine, const SandboxLimits& limits)
      : control_(std::move(control)), engine_(engine), limits_(limits) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, nullptr);
    child_signals_ = UniqueFd(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
  }

  // Until the control socket closes.
  int serve() {
    int code = 0;
    while (true) {
      std::array<pollfd, 2> waiting{{{control_.get(), POLLIN, 0}, {child_signals_.get(), POLLIN, 0}}};
      const int ready = ::poll(waiting.data(), waiting.size(), resident_memory_period_ms(workers_.size()));
      if (ready < 0 && errno != EINTR) break;
      if (waiting[1].revents != 0) reap();
      if (waiting[0].revents != 0 && !obey(code)) break;
      end_the_too_large();
    }
    end_all();
    return code;
  }

 private:
  bool obey(int& code) {
    std::array<std::uint8_t, sizeof(ControlHeader)> buffer{};
    const Packet packet = receive_packet(control_.get(), buffer);
    if (packet.state == Packet::State::closed) return false;
    const auto message = protocol::read_message<ControlHeader>(packet.bytes);
    if (packet.state == Packet::State::whole && message && message->header.kind == ControlKind::start_worker) {
      start_worker(message->header.worker);
      return true;
    }
    if (packet.state == Packet::State::whole && message && message->header.kind == ControlKind::kill_worker) {
      kill_worker(message->header.worker);
      return true;
    }
    code = exit_broken_protocol;
    return false;
  }

  void start_worker(std::uint64_t number) {
    ControlHeader answer;
    answer.worker = number;
    auto [ours, theirs] = make_packet_sockets();
    const pid_t self = ::getpid();
    const pid_t child = ours.valid() ? ::fork() : -1;
    if (child == 0) {
      die_with_parent(self);
      control_.reset();
      child_signals_.reset();
      ours.reset();
      run_worker(std::move(theirs), engine_, limits_);
    }
    if (child < 0) {
      answer.kind = ControlKind::worker_not_started;
      tell(answer, std::strerror(errno), {});
      return;
    }
    workers_[child] = number;
    answer.kind = ControlKind::worker_started;
    answer.process = child;
    tell(answer, {}, std::array{ours.get()});
  }

  void kill_worker(std::uint64_t number) {
    for (const auto& [process, worker] : workers_) {
      if (worker == number) ::kill(process, SIGKILL);
    }
  }

  // Only the zygote waits for its children, so a process id here cannot have become somebody else's.
  void reap() {
    signalfd_siginfo ignored{};
    while (::read(child_signals_.get(), &ignored, sizeof(ignored)) > 0) {
    }
    int status = 0;
    for (pid_t child = ::waitpid(-1, &status, WNOHANG); child > 0; child = ::waitpid(-1, &status, WNOHANG)) {
      const auto found = workers_.find(child);
      if (found == workers_.end()) continue;
      ControlHeader ended;
      ended.kind = ControlKind::worker_ended;
      ended.worker = found->second;
      ended.process = child;
      ended.status = status;
      workers_.erase(found);
      tell(ended, {}, {});
    }
  }

  void end_the_too_large() {
    for (const auto& [process, worker] : workers_) {
      if (resident_memory_is_over(process, limits_.memory_bytes)) ::kill(process, SIGKILL);
    }
  }

  void end_all() {
    for (const auto& [process, worker] : workers_) ::kill(process, SIGKILL);
    for (const auto& [process, worker] : workers_) ::waitpid(process, nullptr, 0);
    workers_.clear();
  }

  void tell(ControlHeader header, std::string_view text, std::span<const int> descriptors) {
    header.text_bytes = static_cast<std::uint32_t>(text.size());
    send_packet(control_.get(), protocol::bytes_of(header), text, descriptors);  // a closed socket is seen by poll
  }

  UniqueFd control_;
  const skin::Engine& engine_;
  SandboxLimits limits_;
  UniqueFd child_signals_;
  std::map<pid_t, std::uint64_t> workers_;
};

void tell_state(int control, ControlKind kind, std::string_view text) {
  ControlHeader header;
  header.kind = kind;
  header.text_bytes = static_cast<std::uint32_t>(text.size());
  send_packet(control, protocol::bytes_of(header), text, {});
}

}  // namespace

int run_zygote(const ZygoteOptions& options) {
  UniqueFd control(protocol::control_descriptor);
  isolate_zygote(control.get());
  auto engine = load_engine(options.cascade_folder);
  if (!engine) {
    tell_state(control.get(), ControlKind::failed, engine.error().message + " (" + engine.error().detail + ")");
    return exit_no_engine;
  }
  ::malloc_trim(0);
  tell_state(control.get(), ControlKind::ready, {});
  SandboxLimits limits;
  limits.memory_bytes = options.worker_memory_bytes;
  return Zygote(std::move(control), *engine, limits).serve();
}

}  // namespace lumen::vision_worker
