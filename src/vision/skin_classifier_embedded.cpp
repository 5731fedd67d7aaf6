// SPDX-License-Identifier: Apache-2.0
#include "vision/skin_classifier_embedded.h"

#include <fmt/format.h>
#include <pthread.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>
#include <utility>

#include "vision/job_desk.h"
#include "vision/worker_crew.h"

namespace lumen::vision {
namespace {

namespace net = boost::asio;
using protocol::JobKind;
using Reply = WorkerProcess::Reply;

// Enough for any photo within the limits, in any format: decoders hold coefficients, whole pictures and copies, up to
// 16 bytes a pixel, beside the photo's own bytes and the program.
std::uint64_t memory_for(const EmbeddedClassifierOptions& options) {
  constexpr std::uint64_t program_bytes = 512ULL * 1024 * 1024;
  // While a model is loaded there are its file, the library's copy of that, the weights and the weights as the kernels
  // want them; then what lies between its layers.
  constexpr std::uint64_t layers_bytes = 512ULL * 1024 * 1024;
  const std::uint64_t model_bytes = options.model != nullptr ? layers_bytes + 6 * options.model->model_bytes : 0;
  return program_bytes + model_bytes + options.photo_bytes_max + 16 * options.photo_pixels_max;
}

CrewOptions crew_options(const EmbeddedClassifierOptions& options) {
  CrewOptions crew;
  crew.program.program = options.program;
  crew.program.cascade_folder = options.cascade_folder;
  crew.program.worker_memory_bytes =
      options.worker_memory_bytes > 0 ? options.worker_memory_bytes : memory_for(options);
  crew.workers_max = options.workers;
  crew.waiting_max = options.waiting_max;
  crew.jobs_per_worker = options.jobs_per_worker;
  crew.model = options.model;
  return crew;
}

Error empty_photo() {
  Error error = invalid("unsupported_type", "This is not a photo that Lumen can read.", "no bytes");
  error.hint = "Send a JPEG, PNG, WebP or HEIC photo.";
  return error;
}

Error too_many_bytes(std::uint64_t bytes_max) {
  return make_error(ErrorKind::too_large, "photo_too_large",
                    fmt::format("The photo is larger than {} MB.", bytes_max / 1'000'000));
}

}  // namespace

// The thread and what lives on it.
class SkinClassifierEmbedded::Room {
 public:
  Room(EmbeddedClassifierOptions options, Metrics& metrics, Log& log)
      : options_(std::move(options)),
        crew_(loop_.get_executor(), crew_options(options_), metrics, log),
        desk_(crew_, options_.job_time_max, metrics),
        thread_([this] { loop_.run(); }) {
    ::pthread_setname_np(thread_.native_handle(), "vision");
  }
  ~Room() {
    net::co_spawn(loop_, crew_.stop(), net::detached);
    guard_.reset();
    thread_.join();
  }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  void warm_up() {
    net::post(loop_, [this] { crew_.warm_up(); });
  }

  Task<Result<Reply>> run(JobOrder order, Deadline deadline) {
    if (order.photo.bytes.empty()) co_return fail(empty_photo());
    if (order.photo.bytes.size() > options_.photo_bytes_max) {
      co_return fail(too_many_bytes(options_.photo_bytes_max));
    }
    order.pixels_max = options_.photo_pixels_max;
    auto job = to_its_end(desk_, std::move(order), deadline);
    co_return co_await net::co_spawn(loop_.get_executor(), std::move(job), net::use_awaitable);
  }

  Task<Result<void>> make_ready(Deadline deadline) {
    auto ready = take_and_give_back(crew_, deadline);
    co_return co_await net::co_spawn(loop_.get_executor(), std::move(ready), net::use_awaitable);
  }

  const EmbeddedClassifierOptions& options() const { return options_; }

 private:
  static Task<Result<void>> take_and_give_back(WorkerCrew& crew, Deadline deadline) {
    co_await net::this_coro::reset_cancellation_state(net::disable_cancellation());
    auto worker = co_await crew.take(deadline);
    if (!worker) co_return fail(std::move(worker.error()));
    crew.give_back(*worker);
    co_return Result<void>();
  }

  // A caller that is cancelled waits for its own deadline: a worker in the middle of a job is never left behind.
  static Task<Result<Reply>> to_its_end(JobDesk& desk, JobOrder order, Deadline deadline) {
    co_await net::this_coro::reset_cancellation_state(net::disable_cancellation());
    auto job = desk.run(std::move(order), deadline);
    co_return co_await std::move(job);
  }

  EmbeddedClassifierOptions options_;
  net::io_context loop_{1};
  net::executor_work_guard<net::io_context::executor_type> guard_{loop_.get_executor()};
  WorkerCrew crew_;
  JobDesk desk_;
  std::thread thread_;
};

SkinClassifierEmbedded::SkinClassifierEmbedded(EmbeddedClassifierOptions options, Metrics& metrics, Log& log)
    : room_(std::make_unique<Room>(std::move(options), metrics, log)) {}

SkinClassifierEmbedded::~SkinClassifierEmbedded() = default;

void SkinClassifierEmbedded::warm_up() { room_->warm_up(); }

Task<Result<void>> SkinClassifierEmbedded::make_ready(Deadline deadline) {
  auto ready = room_->make_ready(deadline);
  co_return co_await std::move(ready);
}

std::string SkinClassifierEmbedded::describe() const {
  return fmt::format("built-in skin engine, up to {} sandboxed workers", room_->options().workers);
}

Task<Result<Classification>> SkinClassifierEmbedded::classify(PhotoToRead photo, Deadline deadline) {
  auto job = room_->run({JobKind::classify, std::move(photo), {}}, deadline);
  auto reply = co_await std::move(job);
  if (!reply) co_return fail(std::move(reply.error()));
  co_return std::get<Classification>(std::move(*reply));
}

Task<Result<Bytes>> SkinClassifierEmbedded::draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) {
  auto job = room_->run({JobKind::draw_overlay, std::move(photo), view}, deadline);
  auto reply = co_await std::move(job);
  if (!reply) co_return fail(std::move(reply.error()));
  co_return std::get<Bytes>(std::move(*reply));
}

Task<Result<Bytes>> SkinClassifierEmbedded::upright_jpeg(PhotoToRead photo, Deadline deadline) {
  auto job = room_->run({JobKind::encode_upright, std::move(photo), {}}, deadline);
  auto reply = co_await std::move(job);
  if (!reply) co_return fail(std::move(reply.error()));
  co_return std::get<Bytes>(std::move(*reply));
}

}  // namespace lumen::vision
