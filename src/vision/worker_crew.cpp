// SPDX-License-Identifier: Apache-2.0
#include "vision/worker_crew.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <optional>
#include <string>
#include <utility>

namespace lumen::vision {
namespace {

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{10'000};
constexpr std::chrono::seconds stop_patience{5};

Error busy() {
  Error error = unavailable("busy", "Lumen is busy. Please try again in a moment.", "too many photos wait");
  error.retry_after_s = 1;
  return error;
}

Error stopped() { return unavailable("stopping", "Lumen is restarting. Please try again in a moment."); }

Error late() {
  return make_error(ErrorKind::timed_out, "timed_out", "This took too long. Please try again.", "no worker was free");
}

bool take_out(std::vector<WorkerPointer>& workers, const WorkerPointer& worker) {
  const auto found = std::find(workers.begin(), workers.end(), worker);
  if (found == workers.end()) return false;
  workers.erase(found);
  return true;
}

}  // namespace

// One who waits: it happens when a worker or an error was put in.
struct WorkerCrew::Turn {
  Event event;
  WorkerPointer worker;
  std::optional<Error> error;
};

WorkerCrew::WorkerCrew(const boost::asio::any_io_executor& executor, CrewOptions options, Metrics& metrics, Log& log)
    : executor_(executor),
      options_(std::move(options)),
      metrics_(metrics),
      log_(log),
      starts_(metrics.counter("lumen_vision_worker_starts_total", "Sandboxed photo workers started.")),
      zygote_starts_(metrics.counter("lumen_vision_zygote_starts_total", "Starts of the lumen-vision program.")),
      workers_gauge_(metrics.gauge("lumen_vision_workers", "Sandboxed photo workers alive.")),
      waiting_gauge_(metrics.gauge("lumen_vision_waiting_photos", "Photos waiting for a free worker.")) {}

void WorkerCrew::warm_up() {
  if (staff_.empty()) hire_if_needed(1);
}

Task<Result<WorkerPointer>> WorkerCrew::take(Deadline deadline) {
  if (stopping_.happened()) co_return fail(stopped());
  if (!idle_.empty()) {
    const WorkerPointer worker = idle_.back();
    idle_.pop_back();
    co_return worker;
  }
  if (waiting_.size() >= options_.waiting_max) co_return fail(busy());
  const auto turn = std::make_shared<Turn>();
  waiting_.push_back(turn);
  hire_if_needed(waiting_.size());
  show_lengths();
  co_await turn->event.wait(deadline);
  std::erase(waiting_, turn);
  show_lengths();
  if (turn->worker) co_return turn->worker;
  if (turn->error) co_return fail(*turn->error);
  co_return fail(late());
}

void WorkerCrew::give_back(const WorkerPointer& worker) {
  zygote_failures_ = 0;
  if (!is_staff(worker)) return;  // it ended right after its answer
  if (worker->jobs_done() >= options_.jobs_per_worker) {
    dismiss(worker, "retired");
    return;
  }
  hand_over(worker);
}

void WorkerCrew::dismiss(const WorkerPointer& worker, std::string_view reason) {
  metrics_
      .counter("lumen_vision_worker_ends_total", "Sandboxed photo workers ended, by reason.",
               {{"reason", std::string(reason)}})
      .increment();
  take_out(idle_, worker);
  if (take_out(staff_, worker) && !lost_zygote(worker)) zygote_->kill_worker(worker->number());
  hire_if_needed(waiting_.size());
  show_lengths();
}

bool WorkerCrew::lost_zygote(const WorkerPointer& worker) const {
  return zygote_ == nullptr || zygote_->is_gone() || worker->number() < zygote_first_worker_;
}

bool WorkerCrew::is_staff(const WorkerPointer& worker) const {
  return std::find(staff_.begin(), staff_.end(), worker) != staff_.end();
}

// The first who waits gets the worker; with nobody waiting it is idle.
void WorkerCrew::hand_over(const WorkerPointer& worker) {
  if (waiting_.empty()) {
    idle_.push_back(worker);
    return;
  }
  const auto turn = waiting_.front();
  waiting_.pop_front();
  turn->worker = worker;
  turn->event.set();
}

void WorkerCrew::tell_all_waiting(const Error& error) {
  for (const auto& turn : std::exchange(waiting_, {})) {
    turn->error = error;
    turn->event.set();
  }
}

void WorkerCrew::hire_if_needed(std::size_t wanted) {
  while (!stopping_.happened() && hiring_ < wanted && staff_.size() + hiring_ < options_.workers_max) {
    ++hiring_;
    boost::asio::co_spawn(executor_, hire(), boost::asio::detached);
  }
}

Task<void> WorkerCrew::hire() {
  auto hired = co_await try_to_hire();
  --hiring_;
  if (hired && stopping_.happened()) co_return;  // the zygote takes it along
  if (hired) {
    starts_.increment();
    staff_.push_back(*hired);
    hand_over(*hired);
  } else {
    log_.warn("vision.no_worker", {{"code", hired.error().code}, {"detail", hired.error().detail}});
    if (staff_.empty() && hiring_ == 0) tell_all_waiting(hired.error());
  }
  show_lengths();
}

Task<Result<WorkerPointer>> WorkerCrew::try_to_hire() {
  auto ready = co_await need_zygote();
  if (!ready) co_return fail(std::move(ready.error()));
  const auto zygote = zygote_;
  auto worker = co_await zygote->start_worker(++last_number_, Deadline::after(options_.start_time_max));
  if (!worker || options_.model == nullptr) co_return worker;
  auto loaded = co_await (*worker)->load_model(*options_.model, Deadline::after(options_.model_time_max));
  if (loaded) co_return worker;
  zygote->kill_worker((*worker)->number());
  co_return fail(std::move(loaded.error()));
}

Task<Result<void>> WorkerCrew::need_zygote() {
  if (zygote_ != nullptr && zygote_->is_gone()) {
    zygote_.reset();
    zygote_failed();
  }
  if (zygote_ == nullptr) co_await stopping_.wait(zygote_not_before_);
  if (stopping_.happened()) co_return fail(stopped());
  if (zygote_ == nullptr) {  // another hire may have started one meanwhile
    auto started =
        ZygoteLink::start(options_.program, executor_, [this](const WorkerPointer& worker) { on_ended(worker); });
    if (!started) co_return fail(std::move(started.error()));
    zygote_ = std::move(*started);
    zygote_first_worker_ = last_number_ + 1;
    zygote_starts_.increment();
    log_.info("vision.zygote_started", {{"process", std::int64_t{zygote_->process()}}});
  }
  const auto zygote = zygote_;
  auto ready = co_await zygote->wait_until_ready(Deadline::after(options_.start_time_max));
  co_return ready;
}

// The next start waits, longer each time, until a job is answered again.
void WorkerCrew::zygote_failed() {
  const auto pause = std::min(first_pause * (1 << std::min(zygote_failures_, 10)), longest_pause);
  ++zygote_failures_;
  zygote_not_before_ = Deadline::after(pause);
}

void WorkerCrew::on_ended(const WorkerPointer& worker) {
  if (stopping_.happened()) return;
  log_.info("vision.worker_ended",
            {{"process", std::int64_t{worker->process}}, {"status", std::int64_t{worker->status}}});
  if (take_out(idle_, worker)) dismiss(worker, "died");  // one at work is dismissed by its job
}

Task<void> WorkerCrew::stop() {
  stopping_.set();
  tell_all_waiting(stopped());
  for (const WorkerPointer& worker : staff_) worker->hang_up();
  const auto zygote = zygote_;
  if (zygote != nullptr && !zygote->is_gone()) co_await zygote->end(Deadline::after(stop_patience));
  staff_.clear();
  idle_.clear();
}

void WorkerCrew::show_lengths() {
  workers_gauge_.set(static_cast<double>(staff_.size()));
  waiting_gauge_.set(static_cast<double>(waiting_.size()));
}

}  // namespace lumen::vision
