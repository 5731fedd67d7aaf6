// SPDX-License-Identifier: Apache-2.0
#include "vision/zygote_link.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <utility>

namespace lumen::vision {
namespace {

namespace net = boost::asio;
using protocol::ControlHeader;
using protocol::ControlKind;

Error failed(std::string detail) {
  return unavailable("vision_worker_failed", "Photos cannot be measured right now. Please try again in a moment.",
                     std::move(detail));
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) return "lumen-vision was killed by signal " + std::to_string(WTERMSIG(status));
  return "lumen-vision ended with exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

ZygoteLink::ZygoteLink(SpawnedZygote spawned, const net::any_io_executor& executor, OnEnded on_ended)
    : process_(spawned.process), control_(executor, spawned.control.release()), on_ended_(std::move(on_ended)) {}

Result<std::shared_ptr<ZygoteLink>> ZygoteLink::start(const ZygoteProgram& program,
                                                      const net::any_io_executor& executor, OnEnded on_ended) {
  auto spawned = spawn_zygote(program);
  if (!spawned) return fail(spawned.error());
  std::shared_ptr<ZygoteLink> link(new ZygoteLink(std::move(*spawned), executor, std::move(on_ended)));
  net::co_spawn(executor, listen(link), net::detached);
  return link;
}

Task<void> ZygoteLink::listen(std::shared_ptr<ZygoteLink> self) {
  std::array<std::uint8_t, sizeof(ControlHeader) + 4'096> buffer{};
  bool connected = true;
  while (connected) {
    co_await self->control_.async_wait(net::posix::stream_descriptor::wait_read, net::as_tuple(net::use_awaitable));
    Packet packet = receive_packet(self->control_.native_handle(), buffer);
    connected = packet.state == Packet::State::would_block || self->hear(std::move(packet));
  }
  self->bury();
}

// False when the zygote is gone or does not keep the protocol.
bool ZygoteLink::hear(Packet packet) {
  if (packet.state != Packet::State::whole) return false;
  const auto message = protocol::read_message<ControlHeader>(packet.bytes);
  if (!message) return false;
  const ControlHeader& header = message->header;
  switch (header.kind) {
    case ControlKind::ready: ready_.set(); return true;
    case ControlKind::failed: failure_ = message->text; return true;  // its end follows
    case ControlKind::worker_started:
      if (packet.descriptors.size() != 1) return false;
      worker_started(header.worker, header.process, std::move(packet.descriptors[0]));
      return true;
    case ControlKind::worker_not_started: worker_not_started(header.worker, message->text); return true;
    case ControlKind::worker_ended: worker_ended(header.worker, header.status); return true;
    default: return false;
  }
}

void ZygoteLink::worker_started(std::uint64_t number, pid_t process, UniqueFd socket) {
  const auto found = workers_.find(number);
  if (found == workers_.end()) {
    kill_worker(number);  // nobody waits for it any more
    return;
  }
  found->second->process = process;
  found->second->connect(std::move(socket));
  found->second->started.set();
}

void ZygoteLink::worker_not_started(std::uint64_t number, std::string_view why) {
  const auto found = workers_.find(number);
  if (found == workers_.end()) return;
  found->second->failure = "a worker could not be forked: " + std::string(why);
  found->second->started.set();
  workers_.erase(found);
}

void ZygoteLink::worker_ended(std::uint64_t number, int status) {
  const auto found = workers_.find(number);
  if (found == workers_.end()) return;
  const WorkerPointer worker = found->second;
  workers_.erase(found);
  worker->status = status;
  if (worker->failure.empty()) worker->failure = "the worker ended";
  worker->started.set();
  worker->ended.set();
  on_ended_(worker);
}

// The control socket closed. In an orderly end the workers are gone by now; otherwise the kernel ends them with
// the zygote. The kill is for one that closed its socket and lives on.
void ZygoteLink::bury() {
  ::kill(process_, SIGKILL);
  int status = 0;
  pid_t waited = 0;
  do {
    waited = ::waitpid(process_, &status, 0);
  } while (waited < 0 && errno == EINTR);
  if (failure_.empty()) failure_ = describe_end(status);
  control_.close();
  gone_.set();
  ready_.set();
  while (!workers_.empty()) worker_ended(workers_.begin()->first, status);
}

Task<Result<void>> ZygoteLink::wait_until_ready(Deadline deadline) {
  const auto self = shared_from_this();
  const bool happened = co_await ready_.wait(deadline);
  if (gone_.happened()) co_return fail(failed(failure_));
  if (!happened) co_return fail(failed("lumen-vision was not ready in time"));
  co_return Result<void>();
}

Task<Result<WorkerPointer>> ZygoteLink::start_worker(std::uint64_t number, Deadline deadline) {
  const auto self = shared_from_this();
  if (is_gone()) co_return fail(failed(failure_));
  const auto worker = std::make_shared<WorkerProcess>(control_.get_executor(), number);
  workers_[number] = worker;
  tell(ControlKind::start_worker, number);
  const bool happened = co_await worker->started.wait(deadline);
  if (!happened || !worker->failure.empty()) {
    kill_worker(number);
    co_return fail(failed(happened ? worker->failure : "a worker did not start in time"));
  }
  auto greeted = co_await worker->greet(deadline);
  if (!greeted) {
    kill_worker(number);
    co_return fail(std::move(greeted.error()));
  }
  co_return worker;
}

void ZygoteLink::kill_worker(std::uint64_t number) { tell(ControlKind::kill_worker, number); }

Task<void> ZygoteLink::end(Deadline patience) {
  const auto self = shared_from_this();
  if (control_.is_open()) ::shutdown(control_.native_handle(), SHUT_WR);
  const bool left = co_await gone_.wait(patience);
  if (left) co_return;
  ::kill(process_, SIGKILL);
  co_await gone_.wait(Deadline::never());
}

void ZygoteLink::tell(ControlKind kind, std::uint64_t worker) {
  if (!control_.is_open()) return;
  ControlHeader header;
  header.kind = kind;
  header.worker = worker;
  send_packet(control_.native_handle(), protocol::bytes_of(header), {}, {});  // a zygote that is gone is noticed
}  // by `listen`

}  // namespace lumen::vision
