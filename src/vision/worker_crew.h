// SPDX-License-Identifier: Apache-2.0
#pragma once
// The workers there are, and who waits for one. Workers are started when they are first needed, up to a maximum;
// the zygote is started with the first and again, with a growing pause, when it was lost. Runs on one thread.

#include <boost/asio/any_io_executor.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "base/deadline.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/result.h"
#include "base/task.h"
#include "vision/event.h"
#include "vision/zygote_link.h"

namespace lumen::vision {

struct CrewOptions {
  ZygoteProgram program;
  std::size_t workers_max = 2;
  std::size_t waiting_max = 32;
  int jobs_per_worker = 500;
  std::chrono::milliseconds start_time_max{15'000};
  std::shared_ptr<const ModelFiles> model;  // every worker loads it before its first photo; none: no model
  std::chrono::milliseconds model_time_max{30'000};
};

class WorkerCrew {
 public:
  WorkerCrew(const boost::asio::any_io_executor& executor, CrewOptions options, Metrics& metrics, Log& log);

  // Starts the zygote and one worker if there is none. Comes back at once.
  void warm_up();

  // A worker for one job, in the order of asking; it must be handed to `give_back` or `dismiss`.
  // Errors: `unavailable` "busy" at once when too many wait, `timed_out`, or why no worker can be started.
  Task<Result<WorkerPointer>> take(Deadline deadline);

  // After a job that was answered. A worker that has done its number of jobs is replaced.
  void give_back(const WorkerPointer& worker);

  // After a failure. `reason` is for the metric: "timed_out", "died", "broke_protocol", "retired".
  void dismiss(const WorkerPointer& worker, std::string_view reason);

  // Whether the zygote that `worker` came from is lost: then its end says nothing about the photo.
  bool lost_zygote(const WorkerPointer& worker) const;

  // Ends everything; returns when no process is left. Whoever waits gets `unavailable` "stopping".
  Task<void> stop();

 private:
  struct Turn;
  Task<Result<void>> need_zygote();
  Task<void> hire();
  Task<Result<WorkerPointer>> try_to_hire();
  void hire_if_needed(std::size_t wanted);
  void hand_over(const WorkerPointer& worker);
  void tell_all_waiting(const Error& error);
  void on_ended(const WorkerPointer& worker);
  bool is_staff(const WorkerPointer& worker) const;
  void zygote_failed();
  void show_lengths();

  boost::asio::any_io_executor executor_;
  CrewOptions options_;
  Metrics& metrics_;
  Log& log_;
  Counter& starts_;
  Counter& zygote_starts_;
  Gauge& workers_gauge_;
  Gauge& waiting_gauge_;

  std::shared_ptr<ZygoteLink> zygote_;
  std::uint64_t zygote_first_worker_ = 0;  // number of the first worker asked of it
  int zygote_failures_ = 0;                // since a job was answered
  Deadline zygote_not_before_ = Deadline::after({});
  std::uint64_t last_number_ = 0;
  std::size_t hiring_ = 0;
  std::vector<WorkerPointer> staff_;  // every live worker
  std::vector<WorkerPointer> idle_;   // those without a job; the last used comes first again, its pages are warm
  std::deque<std::shared_ptr<Turn>> waiting_;
  Event stopping_;
};

}  // namespace lumen::vision
