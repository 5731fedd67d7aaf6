// SPDX-License-Identifier: Apache-2.0
#include "vision/job_desk.h"

#include <utility>

#include "domain/limits.h"
#include "vision/memory_file.h"

namespace lumen::vision {
namespace {

using protocol::JobKind;
using Failure = WorkerProcess::Failure;
using Reply = WorkerProcess::Reply;

constexpr int deaths_max = 2;    // of workers, before the photo is held to be the cause
constexpr int attempts_max = 4;  // a lost zygote costs an attempt but says nothing about the photo
constexpr std::chrono::seconds end_notice{1};

Error too_slow() {
  return make_error(ErrorKind::timed_out, "timed_out", "Measuring the photo took too long. Please try again.");
}

Error deadly_photo() {
  Error error = invalid("damaged_photo", "The photo cannot be read.", "two workers died of it");
  error.hint = "Take or choose the photo again.";
  return error;
}

Error workers_keep_dying() {
  return unavailable("vision_worker_failed", "Photos cannot be measured right now. Please try again in a moment.",
                     "lumen-vision was lost again and again");
}

Error rejected(PhotoRejection rejection) {
  Error error = invalid("photo_rejected", std::move(rejection.reason), std::move(rejection.code));
  error.hint = std::move(rejection.fix);
  return error;
}

Result<Reply> as_result(Reply reply) {
  if (auto* rejection = std::get_if<PhotoRejection>(&reply)) return fail(rejected(std::move(*rejection)));
  if (auto* refusal = std::get_if<Error>(&reply)) return fail(std::move(*refusal));
  return reply;
}

std::string_view name_of(Failure failure) {
  switch (failure) {
    case Failure::timed_out: return "timed_out";
    case Failure::died: return "died";
    case Failure::broke_protocol: return "broke_protocol";
  }
  return "died";
}

std::string_view outcome_of(const Result<Reply>& result) {
  if (result) return "done";
  return result.error().code == "photo_rejected" ? "rejected" : to_string(result.error().kind);
}

}  // namespace

struct JobDesk::Files {
  WorkerProcess::Job job;
  UniqueFd photo;
  UniqueFd room;
};

JobDesk::JobDesk(WorkerCrew& crew, std::chrono::milliseconds job_time_max, Metrics& metrics)
    : crew_(crew), job_time_max_(job_time_max), metrics_(metrics) {}

Task<Result<Reply>> JobDesk::run(JobOrder order, Deadline deadline) {
  const auto start = std::chrono::steady_clock::now();
  if (deadline.expired()) co_return fail(too_slow());
  auto photo = make_sealed_file(order.photo.bytes);
  if (!photo) co_return fail(std::move(photo.error()));
  Files files;
  files.job.header.kind = order.kind;
  files.job.header.overlay_view = protocol::number_of(order.view);
  files.job.header.photo_bytes = order.photo.bytes.size();
  files.job.header.pixels_max = order.pixels_max;
  files.job.header.side_px_max = limits::photo_side_px_max;
  files.job.header.orientation = order.photo.orientation;
  files.photo = std::move(*photo);
  order.photo.bytes = Bytes();
  if (protocol::wants_picture(order.kind)) {
    auto room = make_room(protocol::overlay_bytes_max);
    if (!room) co_return fail(std::move(room.error()));
    files.room = std::move(*room);
  }
  files.job.photo = files.photo.get();
  files.job.room = files.room.get();
  auto result = co_await try_workers(files, deadline);
  observe(outcome_of(result), start);
  co_return result;
}

Task<Result<Reply>> JobDesk::try_workers(const Files& files, Deadline deadline) {
  int deaths = 0;
  for (int attempt = 0; attempt < attempts_max && deaths < deaths_max; ++attempt) {
    const auto asked = std::chrono::steady_clock::now();
    auto taken = co_await crew_.take(deadline);
    if (!taken) co_return fail(std::move(taken.error()));
    const WorkerPointer worker = *taken;
    const std::chrono::duration<double, std::milli> waited = std::chrono::steady_clock::now() - asked;

    auto reply = co_await worker->do_job(files.job, deadline.within(job_time_max_));
    if (reply) {
      crew_.give_back(worker);
      if (auto* done = std::get_if<Classification>(&*reply)) done->timing_ms["wait"] = waited.count();
      co_return as_result(std::move(*reply));
    }
    crew_.dismiss(worker, name_of(reply.error()));
    if (reply.error() == Failure::timed_out) co_return fail(too_slow());
    // A worker's end may be its zygote's end; the zygote's own word, or its silence, tells.
    if (reply.error() == Failure::died) co_await worker->ended.wait(Deadline::after(end_notice));
    if (!crew_.lost_zygote(worker)) ++deaths;
  }
  co_return fail(deaths == deaths_max ? deadly_photo() : workers_keep_dying());
}

void JobDesk::observe(std::string_view outcome, std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> span = std::chrono::steady_clock::now() - start;
  metrics_
      .histogram("lumen_vision_job_seconds", "Time from order to answer of a photo, by outcome.",
                 {{"outcome", std::string(outcome)}})
      .observe(span.count());
}

}  // namespace lumen::vision
