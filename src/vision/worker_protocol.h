// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `lumen`, the zygote and the workers say to each other. Both ends run on one machine and come from one
// build, so messages are plain structs; each side still checks everything it reads, because a worker may have
// been taken over by a photo.
//
//   lumen ──control socket──► zygote          start a worker, kill a worker
//   lumen ◄─control socket─── zygote          ready or failed; worker started (its socket comes along), ended
//   lumen ◄──job socket─────► worker          one hello, then one answer per job
//
// The sockets are SOCK_SEQPACKET: one packet is one message, a header followed by `text_bytes` of text. A job
// carries two files in memory: the photo, sealed against every change, and room for an overlay, sealed against
// growing. A model, too, comes as a job: its file and its specification, both sealed, to a worker whose sandbox is
// closed, because a model file is trusted no more than a photo. The end of the control socket ends the zygote, and with
// it its workers.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include "domain/overlay_view.h"

namespace lumen::vision::protocol {

inline constexpr std::uint32_t magic = 0x4C564D31;
inline constexpr int control_descriptor = 3;  // where the zygote finds its control socket

inline constexpr std::size_t text_bytes_max = std::size_t{128} * 1024;
inline constexpr std::size_t overlay_bytes_max = std::size_t{32} * 1024 * 1024;

enum class ControlKind : std::uint32_t {
  start_worker = 1,    // lumen → zygote: `worker`
  kill_worker,         // lumen → zygote: `worker`; unknown ones are ignored
  ready,               // zygote → lumen: the engine is loaded
  failed,              // zygote → lumen: the text says why; the zygote ends
  worker_started,      // zygote → lumen: `worker`, `process`; its job socket comes along
  worker_not_started,  // zygote → lumen: `worker`; the text says why
  worker_ended,        // zygote → lumen: `worker`, `status` as waitpid gives it
};

struct ControlHeader {
  std::uint32_t magic_number = magic;
  ControlKind kind = ControlKind::ready;
  std::uint64_t worker = 0;
  std::int32_t process = 0;
  std::int32_t status = 0;
  std::uint32_t text_bytes = 0;
  std::uint32_t reserved = 0;
};

enum class JobKind : std::uint32_t {
  classify = 1,
  draw_overlay,
  load_model,
  encode_upright,  // the decoded photo, upright and in sRGB, as a JPEG with nothing beside the picture
};

// Whether the answer to a job is a picture, written into a room that comes along.
inline bool wants_picture(JobKind kind) { return kind == JobKind::draw_overlay || kind == JobKind::encode_upright; }

// Descriptors that come along: the photo, then the room for a picture when the job wants one; or the model, then its
// specification (load_model).
struct JobHeader {
  std::uint32_t magic_number = magic;
  JobKind kind = JobKind::classify;
  std::uint64_t job = 0;
  std::uint64_t photo_bytes = 0;
  std::uint64_t pixels_max = 0;
  std::uint32_t side_px_max = 0;
  std::uint32_t orientation = 1;  // EXIF value 1..8
  std::uint64_t model_bytes = 0;  // load_model only, as is the next
  std::uint64_t specification_bytes = 0;
  std::uint32_t overlay_view = 0;  // draw_overlay only: number_of()
  std::uint32_t reserved = 0;
};

inline constexpr std::uint32_t first_concern_view = 16;

inline std::uint32_t number_of(const OverlayView& view) {
  if (const auto* concern = std::get_if<Concern>(&view))
    return first_concern_view + static_cast<std::uint32_t>(*concern);
  return std::holds_alternative<SideBySide>(view) ? 1 : 0;
}

inline std::optional<OverlayView> view_of(std::uint32_t number) {
  if (number == 0) return EverythingMeasured();
  if (number == 1) return SideBySide();
  if (number < first_concern_view || number >= first_concern_view + concern_count) return std::nullopt;
  return static_cast<Concern>(number - first_concern_view);
}

enum class AnswerKind : std::uint32_t {
  hello = 1,  // the sandbox is closed; no text
  no_hello,   // the sandbox was refused; the text says why
  classified,
  overlay_drawn,    // `overlay_bytes` were written; no text
  rejected,         // by the quality gate
  refused,          // the photo is at fault: damaged, unsupported, too large
  model_loaded,     // and tried out; no text
  model_refused,    // the text says why
  upright_encoded,  // `overlay_bytes` of JPEG were written; no text
};

// The text is JSON as vision/worker_answer.h writes it, except where a kind says otherwise.
struct AnswerHeader {
  std::uint32_t magic_number = magic;
  AnswerKind kind = AnswerKind::hello;
  std::uint64_t job = 0;
  std::uint64_t overlay_bytes = 0;
  std::uint32_t text_bytes = 0;
  std::uint32_t reserved = 0;
};

template <class Header>
struct Message {
  Header header;
  std::string_view text;  // a view of the packet
};

template <class Header>
std::span<const std::uint8_t> bytes_of(const Header& header) {
  return {reinterpret_cast<const std::uint8_t*>(&header), sizeof(header)};
}

// Nothing when the packet is not exactly one well-formed message of this kind. Enumerators are checked by the
// reader's switch, whose default is a protocol error.
inline std::optional<JobHeader> read_job(std::span<const std::uint8_t> packet) {
  JobHeader header;
  if (packet.size() != sizeof(header)) return std::nullopt;
  std::memcpy(&header, packet.data(), sizeof(header));
  if (header.magic_number != magic) return std::nullopt;
  return header;
}

template <class Header>
std::optional<Message<Header>> read_message(std::span<const std::uint8_t> packet) {
  Message<Header> message;
  if (packet.size() < sizeof(Header)) return std::nullopt;
  std::memcpy(&message.header, packet.data(), sizeof(Header));
  if (message.header.magic_number != magic) return std::nullopt;
  const std::span<const std::uint8_t> text = packet.subspan(sizeof(Header));
  if (message.header.text_bytes != text.size() || text.size() > text_bytes_max) return std::nullopt;
  message.text = {reinterpret_cast<const char*>(text.data()), text.size()};
  return message;
}

}  // namespace lumen::vision::protocol
