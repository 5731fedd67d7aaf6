// SPDX-License-Identifier: Apache-2.0
#pragma once
// One photo: decode, then measure and perhaps draw, or encode it anew. No input and no memory shortage makes it throw.

#include <string>

#include "base/encoding.h"
#include "skin/engine.h"
#include "vision/worker_protocol.h"

namespace lumen::vision_worker {

struct JobAnswer {
  vision::protocol::AnswerKind kind = vision::protocol::AnswerKind::refused;
  std::string text;  // as vision/worker_answer.h writes it
  Bytes overlay;     // PNG for draw_overlay, JPEG for encode_upright
};

JobAnswer do_job(const vision::protocol::JobHeader& job, ByteView photo, const skin::Engine& engine);

}  // namespace lumen::vision_worker
