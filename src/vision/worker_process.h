// SPDX-License-Identifier: Apache-2.0
#pragma once
// One worker as `lumen` sees it: a number, a process of the zygote's and a job socket. Runs on one thread.

#include <sys/types.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "base/deadline.h"
#include "base/task.h"
#include "base/unique_fd.h"
#include "vision/event.h"
#include "vision/model_files.h"
#include "vision/skin_classifier.h"
#include "vision/worker_protocol.h"

namespace lumen::vision {

class WorkerProcess {
 public:
  WorkerProcess(const boost::asio::any_io_executor& executor, std::uint64_t number)
      : number_(number), socket_(executor) {}

  std::uint64_t number() const { return number_; }
  int jobs_done() const { return jobs_done_; }

  // Set by the zygote's link. `started` also happens when starting failed: then `failure` says why.
  Event started;
  Event ended;
  pid_t process = -1;
  int status = 0;  // as waitpid gives it, once ended
  std::string failure;

  void connect(UniqueFd job_socket);
  // Whoever waits for this worker sees its end.
  void hang_up();

  // Waits for the worker to say that its sandbox is closed. Errors: `unavailable` "vision_worker_failed".
  Task<Result<void>> greet(Deadline deadline);

  // Has the worker load a model and try it out; call it after `greet`. Errors: `unavailable` "model_refused", whose
  // detail says why, also when the worker dies of the model or takes longer than the deadline.
  Task<Result<void>> load_model(const ModelFiles& files, Deadline deadline);

  struct Job {
    protocol::JobHeader header;
    int photo = -1;  // sealed file
    int room = -1;   // for the picture, when the job wants one
  };
  using Reply = std::variant<Classification, Bytes, PhotoRejection, Error>;  // Bytes: a picture; Error: refusal
  enum class Failure {
    timed_out,  // no answer before the deadline
    died,       // the socket closed
    broke_protocol,
  };
  // Hands the job over and reads the answer, every bit of it checked. After a Failure the worker must not be used
  // again.
  Task<tl::expected<Reply, Failure>> do_job(Job job, Deadline deadline);

 private:
  struct Heard;
  Task<Heard> hear(Deadline deadline);
  tl::expected<Reply, Failure> read_reply(const Job& job, const Heard& heard);

  std::uint64_t number_;
  boost::asio::posix::stream_descriptor socket_;
  std::uint64_t job_number_ = 0;
  int jobs_done_ = 0;
};

using WorkerPointer = std::shared_ptr<WorkerProcess>;

}  // namespace lumen::vision
