// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/worker.h"

#include <malloc.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>

#include "vision/memory_file.h"
#include "vision/packet_socket.h"
#include "vision/worker_protocol.h"
#include "vision_worker/do_job.h"

namespace lumen::vision_worker {
namespace {

using namespace vision;
using protocol::AnswerHeader;
using protocol::AnswerKind;
using protocol::JobHeader;
using protocol::JobKind;

// After this long without a job, memory goes back to the system. Between jobs that follow each other it is
// kept, because getting it again costs a page fault per 4 KiB.
constexpr int idle_ms = 500;

// Exit codes, for the log of the parent.
constexpr int exit_no_sandbox = 10;
constexpr int exit_broken_protocol = 11;

bool send_answer(int socket, AnswerHeader header, std::string_view text) {
  header.text_bytes = static_cast<std::uint32_t>(text.size());
  return send_packet(socket, protocol::bytes_of(header), text, {});
}

bool write_overlay(int room, ByteView png) {
  std::size_t done = 0;
  while (done < png.size()) {
    const ssize_t written = ::pwrite(room, png.data() + done, png.size() - done, static_cast<off_t>(done));
    if (written <= 0) return false;
    done += static_cast<std::size_t>(written);
  }
  return true;
}

std::size_t descriptors_of(const JobHeader& job) { return job.kind == JobKind::classify ? 1 : 2; }

bool is_known(JobKind kind) {
  return kind == JobKind::classify || kind == JobKind::load_model || protocol::wants_picture(kind);
}

struct Served {
  AnswerHeader header;
  std::string text;
};

std::optional<Served> serve_model(const JobHeader& job, const Packet& packet, std::optional<OnnxModel>& model) {
  Served served;
  {
    const auto file = SealedView::map(packet.descriptors[0].get(), job.model_bytes);
    const auto specification = SealedView::map(packet.descriptors[1].get(), job.specification_bytes);
    if (!file || !specification) return std::nullopt;
    JobAnswer answer = load_model(file->bytes(), specification->bytes(), model);
    served.header.kind = answer.kind;
    served.text = std::move(answer.text);
  }
  ::malloc_trim(0);  // reading a model takes a multiple of what it needs later
  return served;
}

std::optional<Served> serve_photo(const JobHeader& job, const Packet& packet, const skin::Engine& engine,
                                  OnnxModel* model) {
  const auto photo = SealedView::map(packet.descriptors[0].get(), job.photo_bytes);
  if (!photo) return std::nullopt;
  JobAnswer answer = do_job(job, photo->bytes(), engine, model);
  const bool has_picture = answer.kind == AnswerKind::overlay_drawn || answer.kind == AnswerKind::upright_encoded;
  if (has_picture && !write_overlay(packet.descriptors[1].get(), answer.overlay)) return std::nullopt;
  Served served;
  served.header.kind = answer.kind;
  served.header.overlay_bytes = answer.overlay.size();
  served.text = std::move(answer.text);
  return served;
}

// Nothing when the parent does not keep the protocol. Takes the packet, so that whoever has the answer can rely on it
// that the photo is let go of.
std::optional<Served> serve(const Packet packet, const skin::Engine& engine, std::optional<OnnxModel>& model) {
  const auto job = protocol::read_job(packet.bytes);
  if (!job || !is_known(job->kind) || !protocol::view_of(job->overlay_view) ||
      packet.descriptors.size() != descriptors_of(*job))
    return std::nullopt;
  std::optional<Served> served = job->kind == JobKind::load_model
                                     ? serve_model(*job, packet, model)
                                     : serve_photo(*job, packet, engine, model ? &*model : nullptr);
  if (served) served->header.job = job->job;
  return served;
}

void wait_for_job(int socket) {
  pollfd waiting{socket, POLLIN, 0};
  if (::poll(&waiting, 1, idle_ms) != 0) return;
  ::malloc_trim(0);
  ::poll(&waiting, 1, -1);
}

}  // namespace

void run_worker(UniqueFd socket, const skin::Engine& engine, const SandboxLimits& limits) {
  AnswerHeader hello;
  if (const auto closed = close_sandbox(limits); !closed) {
    hello.kind = AnswerKind::no_hello;
    send_answer(socket.get(), hello, closed.error().detail);
    ::_exit(exit_no_sandbox);
  }
  if (!send_answer(socket.get(), hello, {})) ::_exit(0);
  std::array<std::uint8_t, sizeof(JobHeader) + 1> buffer{};
  std::optional<OnnxModel> model;
  while (true) {
    wait_for_job(socket.get());
    Packet packet = receive_packet(socket.get(), buffer);
    if (packet.state == Packet::State::closed) ::_exit(0);
    if (packet.state != Packet::State::whole) ::_exit(exit_broken_protocol);
    const auto served = serve(std::move(packet), engine, model);
    if (!served || !send_answer(socket.get(), served->header, served->text)) ::_exit(exit_broken_protocol);
  }
}

}  // namespace lumen::vision_worker
