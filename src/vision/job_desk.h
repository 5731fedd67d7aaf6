// SPDX-License-Identifier: Apache-2.0
#pragma once
// One photo from order to answer: its files in memory, a worker, a second worker when the first died. Runs on the
// crew's thread.

#include <chrono>
#include <cstdint>

#include "base/metrics.h"
#include "vision/worker_crew.h"

namespace lumen::vision {

struct JobOrder {
  protocol::JobKind kind = protocol::JobKind::classify;
  PhotoToRead photo;
  OverlayView view;  // of draw_overlay
  std::uint64_t pixels_max = 0;
};

class JobDesk {
 public:
  JobDesk(WorkerCrew& crew, std::chrono::milliseconds job_time_max, Metrics& metrics);

  // What a worker answered; rejections and refusals by it are errors of the port here. Classifications get the
  // timing "wait".
  Task<Result<WorkerProcess::Reply>> run(JobOrder order, Deadline deadline);

 private:
  struct Files;
  Task<Result<WorkerProcess::Reply>> try_workers(const Files& files, Deadline deadline);
  void observe(std::string_view outcome, std::chrono::steady_clock::time_point start);

  WorkerCrew& crew_;
  std::chrono::milliseconds job_time_max_;
  Metrics& metrics_;
};

}  // namespace lumen::vision
