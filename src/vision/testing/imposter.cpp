// SPDX-License-Identifier: Apache-2.0
// A stand-in for lumen-vision that keeps the protocol badly, for tests of the other side. How it behaves stands in
// the place of the cascade folder. Its workers are not sandboxed and look at no photo.

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "base/unique_fd.h"
#include "vision/packet_socket.h"
#include "vision/testing/sample_answer.h"
#include "vision/worker_answer.h"
#include "vision/worker_protocol.h"

namespace {

using namespace lumen;
using namespace lumen::vision;
using namespace lumen::vision::protocol;

void say(int control, ControlHeader header, std::string_view text, std::span<const int> descriptors) {
  header.text_bytes = static_cast<std::uint32_t>(text.size());
  send_packet(control, bytes_of(header), text, descriptors);
}

void answer(int socket, AnswerHeader header, std::string_view text, std::span<const int> descriptors = {}) {
  header.text_bytes = static_cast<std::uint32_t>(text.size());
  send_packet(socket, bytes_of(header), text, descriptors);
}

void answer_well(int socket, const JobHeader& job) {
  AnswerHeader header;
  header.kind = AnswerKind::classified;
  header.job = job.job;
  answer(socket, header, write_classification(lumen::vision::test::sample_classification()));
}

void misbehave(std::string_view how, int socket, const JobHeader& job, std::uint64_t worker) {
  AnswerHeader header;
  header.kind = AnswerKind::classified;
  header.job = job.job;
  const std::string good = write_classification(lumen::vision::test::sample_classification());
  if (how == "hang") {
    ::pause();
  } else if (how == "die") {
    ::_exit(9);
  } else if (how == "die_first") {
    if (worker == 1) ::_exit(9);
    answer_well(socket, job);
  } else if (how == "kill_zygote_first") {
    if (worker == 1) ::kill(::getppid(), SIGKILL);
    answer_well(socket, job);
  } else if (how == "garbage") {
    const std::string junk(100, '\x5A');
    send_packet(socket, as_bytes(junk), {}, {});
  } else if (how == "short") {
    send_packet(socket, bytes_of(header).first(10), {}, {});
  } else if (how == "oversized") {
    answer(socket, header, std::string(text_bytes_max + 1, ' '));
  } else if (how == "lying_length") {
    header.text_bytes = 5;
    send_packet(socket, bytes_of(header), good, {});
  } else if (how == "wrong_job") {
    header.job = job.job + 1;
    answer(socket, header, good);
  } else if (how == "wrong_kind") {
    header.kind = AnswerKind();  // 0 names no kind
    answer(socket, header, good);
  } else if (how == "hello_again") {
    header.kind = AnswerKind::hello;
    answer(socket, header, {});
  } else if (how == "bad_json") {
    answer(socket, header, "{\"prediction\": {}}");
  } else if (how == "extra_descriptor") {
    answer(socket, header, good, std::array{socket});
  } else if (how == "unasked_overlay" || how == "no_png") {
    header.kind = AnswerKind::overlay_drawn;
    header.overlay_bytes = 64;
    answer(socket, header, {});
  } else if (how == "huge_overlay") {
    header.kind = AnswerKind::overlay_drawn;
    header.overlay_bytes = ~0ULL;
    answer(socket, header, {});
  } else {
    answer_well(socket, job);
  }
}

void load_model(std::string_view how, int socket, const JobHeader& job) {
  AnswerHeader header;
  header.kind = AnswerKind::model_loaded;
  header.job = job.job;
  if (how == "model_hang") ::pause();
  if (how == "model_die") ::_exit(9);
  if (how == "model_lie") header.job = job.job + 1;
  if (how == "model_garbage") header.kind = AnswerKind::model_refused;  // without the reason
  if (how == "model_refused") {
    header.kind = AnswerKind::model_refused;
    answer(socket, header, write_model_refusal(invalid("bad_model", "it is a picture of a model")));
  } else {
    answer(socket, header, {});
  }
}

[[noreturn]] void work(UniqueFd socket, std::string_view how, std::uint64_t worker) {
  AnswerHeader hello;
  if (how == "mute") ::pause();
  if (how == "no_hello") hello.kind = AnswerKind::no_hello;
  answer(socket.get(), hello, how == "no_hello" ? "seccomp was refused" : "");
  while (true) {
    std::array<std::uint8_t, 512> buffer{};
    const Packet packet = receive_packet(socket.get(), buffer);
    const auto job = read_job(packet.bytes);
    if (packet.state != Packet::State::whole || !job) ::_exit(0);
    if (job->kind == JobKind::load_model) {
      load_model(how, socket.get(), *job);
    } else {
      misbehave(how, socket.get(), *job, worker);
    }
  }
}

void end_worker(int control, std::uint64_t number, std::map<std::uint64_t, pid_t>& workers) {
  const auto found = workers.find(number);
  if (found == workers.end()) return;
  ControlHeader ended;
  ended.kind = ControlKind::worker_ended;
  ended.worker = number;
  ended.process = found->second;
  ::kill(found->second, SIGKILL);
  ::waitpid(found->second, &ended.status, 0);
  workers.erase(found);
  say(control, ended, {}, {});
}

int serve(int control, std::string_view how) {
  std::map<std::uint64_t, pid_t> workers;
  while (true) {
    std::array<std::uint8_t, 512> buffer{};
    const Packet packet = receive_packet(control, buffer);
    if (packet.state != Packet::State::whole) return 0;
    const auto message = read_message<ControlHeader>(packet.bytes);
    if (!message) continue;
    if (message->header.kind == ControlKind::kill_worker) end_worker(control, message->header.worker, workers);
    if (message->header.kind != ControlKind::start_worker) continue;
    auto [ours, theirs] = make_packet_sockets();
    const std::uint64_t number = message->header.worker;
    const pid_t self = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (::getppid() != self) ::_exit(0);
      ::close(control);
      ours.reset();
      work(std::move(theirs), how, number);
    }
    workers[number] = child;
    ControlHeader started;
    started.kind = how == "cannot_fork" ? ControlKind::worker_not_started : ControlKind::worker_started;
    started.worker = number;
    started.process = child;
    if (how == "cannot_fork") {
      say(control, started, "no more processes", {});
    } else {
      say(control, started, {}, std::array{ours.get()});
    }
  }
}

}  // namespace

int main(int count, char** values) {
  if (count < 3) return 2;
  const std::string_view how = values[2];
  const int control = control_descriptor;
  ControlHeader header;
  if (how == "exit_at_once") return 7;
  if (how == "never_ready") {
    std::array<std::uint8_t, 64> ignored{};
    while (receive_packet(control, ignored).state != Packet::State::closed) {
    }
    return 0;
  }
  if (how == "stubborn") {  // closes its socket and lives on
    ::close(control);
    ::pause();
  }
  if (how == "failed") {
    header.kind = ControlKind::failed;
    say(control, header, "the cascades are missing", {});
    return 3;
  }
  if (how == "garbage_control") {
    const std::string junk(100, '\x5A');
    send_packet(control, as_bytes(junk), {}, {});
    ::pause();
  }
  say(control, header, {}, {});
  return serve(control, how);
}
