// SPDX-License-Identifier: Apache-2.0
#include "vision/worker_process.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "vision/memory_file.h"
#include "vision/packet_socket.h"
#include "vision/worker_answer.h"

namespace lumen::vision {
namespace {

using namespace std::string_view_literals;
namespace net = boost::asio;
using protocol::AnswerHeader;
using protocol::AnswerKind;
using protocol::JobKind;

// Shuts a socket down at the deadline, so that waiting on it ends. Harmless once it is gone, even when its timer
// has already fired and waits for its turn.
class Alarm {
 public:
  Alarm(const net::any_io_executor& executor, int socket, Deadline deadline)
      : state_(std::make_shared<State>(executor, deadline)) {
    state_->timer.async_wait([state = state_, socket](boost::system::error_code failure) {
      if (failure || state->disarmed) return;
      state->rang = true;
      ::shutdown(socket, SHUT_RDWR);
    });
  }
  ~Alarm() {
    state_->disarmed = true;
    state_->timer.cancel();
  }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;
  bool rang() const { return state_->rang; }

 private:
  struct State {
    State(const net::any_io_executor& executor, Deadline deadline) : timer(executor, deadline.instant()) {}
    net::steady_timer timer;
    bool disarmed = false;
    bool rang = false;
  };
  std::shared_ptr<State> state_;
};

bool is_png(ByteView bytes) {
  const std::string_view text = as_text(bytes);
  return text.starts_with("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"sv) && text.ends_with("IEND\xAE\x42\x60\x82"sv);
}

bool is_jpeg(ByteView bytes) {
  const std::string_view text = as_text(bytes);
  return text.starts_with("\xFF\xD8\xFF"sv) && text.ends_with("\xFF\xD9"sv);
}

Error not_ready(std::string detail) {
  return unavailable("vision_worker_failed", "Photos cannot be measured right now. Please try again in a moment.",
                     std::move(detail));
}

Error refused_model(std::string reason) {
  return unavailable("model_refused", "Photos cannot be measured right now: the model cannot be used.",
                     std::move(reason));
}

tl::unexpected<WorkerProcess::Failure> breach() {
  return tl::unexpected<WorkerProcess::Failure>(WorkerProcess::Failure::broke_protocol);
}

tl::expected<WorkerProcess::Reply, WorkerProcess::Failure> read_picture(const WorkerProcess::Job& job,
                                                                        std::uint64_t size_bytes,
                                                                        bool (*has_its_form)(ByteView)) {
  if (size_bytes > protocol::overlay_bytes_max) return breach();
  auto picture = read_room(job.room, size_bytes);
  if (!picture || !has_its_form(*picture)) return breach();
  return WorkerProcess::Reply(std::move(*picture));
}

}  // namespace

// One message, or why there is none.
struct WorkerProcess::Heard {
  std::optional<Failure> failure;
  AnswerHeader header;
  std::string text;
};

void WorkerProcess::connect(UniqueFd job_socket) {
  ::fcntl(job_socket.get(), F_SETFL, O_NONBLOCK);
  socket_.assign(job_socket.release());
}

void WorkerProcess::hang_up() {
  if (socket_.is_open()) ::shutdown(socket_.native_handle(), SHUT_RDWR);
}

Task<WorkerProcess::Heard> WorkerProcess::hear(Deadline deadline) {
  constexpr std::size_t buffer_bytes = sizeof(AnswerHeader) + protocol::text_bytes_max;
  Heard heard;
  if (!socket_.is_open()) {
    heard.failure = Failure::died;
    co_return heard;
  }
  const Alarm alarm(socket_.get_executor(), socket_.native_handle(), deadline);
  const auto buffer = std::make_unique_for_overwrite<std::uint8_t[]>(buffer_bytes);
  Packet packet;
  do {
    co_await socket_.async_wait(net::posix::stream_descriptor::wait_read, net::as_tuple(net::use_awaitable));
    packet = receive_packet(socket_.native_handle(), {buffer.get(), buffer_bytes});
  } while (packet.state == Packet::State::would_block);

  if (packet.state == Packet::State::closed) {
    heard.failure = alarm.rang() ? Failure::timed_out : Failure::died;
    co_return heard;
  }
  const auto message = protocol::read_message<AnswerHeader>(packet.bytes);
  if (packet.state != Packet::State::whole || !message || !packet.descriptors.empty()) {
    heard.failure = Failure::broke_protocol;
    co_return heard;
  }
  heard.header = message->header;
  heard.text = message->text;
  co_return heard;
}

Task<Result<void>> WorkerProcess::greet(Deadline deadline) {
  const Heard heard = co_await hear(deadline);
  if (heard.failure) co_return fail(not_ready("a worker ended before it said hello"));
  if (heard.header.kind == AnswerKind::hello) co_return Result<void>();
  co_return fail(not_ready("a worker did not close its sandbox: " + heard.text));
}

Task<Result<void>> WorkerProcess::load_model(const ModelFiles& files, Deadline deadline) {
  protocol::JobHeader header;
  header.kind = JobKind::load_model;
  header.job = ++job_number_;
  header.model_bytes = files.model_bytes;
  header.specification_bytes = files.specification_bytes;
  const std::array<int, 2> sent{files.model.get(), files.specification.get()};
  if (!socket_.is_open() || !send_packet(socket_.native_handle(), protocol::bytes_of(header), {}, sent)) {
    co_return fail(refused_model("the worker ended before it was asked to load the model"));
  }
  const Heard heard = co_await hear(deadline);
  if (heard.failure == Failure::timed_out) co_return fail(refused_model("loading and trying it took too long"));
  if (heard.failure == Failure::died) {
    co_return fail(
        refused_model("the sandboxed worker died of it; it may be damaged, or need more memory than allowed"));
  }
  const bool answered = !heard.failure && heard.header.job == job_number_;
  if (answered && heard.header.kind == AnswerKind::model_loaded) co_return Result<void>();
  if (answered && heard.header.kind == AnswerKind::model_refused) {
    auto reason = read_model_refusal(heard.text);
    if (reason) co_return fail(refused_model(std::move(*reason)));
  }
  co_return fail(refused_model("the worker broke the protocol while it loaded the model"));
}

Task<tl::expected<WorkerProcess::Reply, WorkerProcess::Failure>> WorkerProcess::do_job(Job job, Deadline deadline) {
  job.header.job = ++job_number_;
  const std::array<int, 2> files{job.photo, job.room};
  const std::span<const int> sent(files.data(), protocol::wants_picture(job.header.kind) ? 2U : 1U);
  if (!socket_.is_open() || !send_packet(socket_.native_handle(), protocol::bytes_of(job.header), {}, sent)) {
    co_return tl::unexpected<Failure>(Failure::died);
  }
  const Heard heard = co_await hear(deadline);
  if (heard.failure) co_return tl::unexpected<Failure>(*heard.failure);
  ++jobs_done_;
  co_return read_reply(job, heard);
}

tl::expected<WorkerProcess::Reply, WorkerProcess::Failure> WorkerProcess::read_reply(const Job& job,
                                                                                     const Heard& heard) {
  const auto checked = [](auto value) -> tl::expected<Reply, Failure> {
    if (!value) return breach();
    return Reply(std::move(*value));
  };
  if (heard.header.job != job_number_) return breach();
  switch (heard.header.kind) {
    case AnswerKind::classified:
      if (job.header.kind != JobKind::classify) return breach();
      return checked(read_classification(heard.text));
    case AnswerKind::overlay_drawn:
      if (job.header.kind != JobKind::draw_overlay) return breach();
      return read_picture(job, heard.header.overlay_bytes, is_png);
    case AnswerKind::upright_encoded:
      if (job.header.kind != JobKind::encode_upright) return breach();
      return read_picture(job, heard.header.overlay_bytes, is_jpeg);
    case AnswerKind::rejected: return checked(read_rejection(heard.text));
    case AnswerKind::refused: return checked(read_refusal(heard.text));
    default: return breach();
  }
}

}  // namespace lumen::vision
