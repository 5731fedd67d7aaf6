// SPDX-License-Identifier: Apache-2.0
#pragma once
// The zygote as `lumen` sees it: one child process and its control socket. Runs on one thread. The link stays
// alive until its process is gone.

#include <sys/types.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "vision/event.h"
#include "vision/packet_socket.h"
#include "vision/spawn_zygote.h"
#include "vision/worker_process.h"

namespace lumen::vision {

class ZygoteLink : public std::enable_shared_from_this<ZygoteLink> {
 public:
  using OnEnded = std::function<void(const WorkerPointer&)>;

  // Starts the program. `on_ended` is called for every worker that ends, also when the zygote takes it along.
  // Errors: those of spawn_zygote.
  static Result<std::shared_ptr<ZygoteLink>> start(const ZygoteProgram& program,
                                                   const boost::asio::any_io_executor& executor, OnEnded on_ended);

  pid_t process() const { return process_; }
  bool is_gone() const { return gone_.happened(); }

  // Errors: `unavailable` "vision_worker_failed" with the zygote's own words, or when it ended or is too slow.
  Task<Result<void>> wait_until_ready(Deadline deadline);

  // A worker whose sandbox is closed. Errors as above.
  Task<Result<WorkerPointer>> start_worker(std::uint64_t number, Deadline deadline);

  // Its end is told by `on_ended`.
  void kill_worker(std::uint64_t number);

  // Asks the zygote to end its workers and itself, and waits for that; after `patience` it is killed.
  Task<void> end(Deadline patience);

 private:
  ZygoteLink(SpawnedZygote spawned, const boost::asio::any_io_executor& executor, OnEnded on_ended);
  static Task<void> listen(std::shared_ptr<ZygoteLink> self);
  bool hear(Packet packet);
  void tell(protocol::ControlKind kind, std::uint64_t worker);
  void worker_started(std::uint64_t number, pid_t process, UniqueFd socket);
  void worker_not_started(std::uint64_t number, std::string_view why);
  void worker_ended(std::uint64_t number, int status);
  void bury();

  pid_t process_;
  boost::asio::posix::stream_descriptor control_;
  OnEnded on_ended_;
  Event ready_;  // or failed, or gone
  Event gone_;
  std::string failure_;
  std::map<std::uint64_t, WorkerPointer> workers_;
};

}  // namespace lumen::vision
