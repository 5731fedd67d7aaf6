// SPDX-License-Identifier: Apache-2.0
#pragma once
// One photo: decode, then measure and perhaps draw, or encode it anew. No input and no memory shortage makes it throw.

#include <optional>
#include <string>

#include "base/encoding.h"
#include "skin/engine.h"
#include "vision/worker_protocol.h"
#include "vision_worker/onnx_model.h"

namespace lumen::vision_worker {

struct JobAnswer {
  vision::protocol::AnswerKind kind = vision::protocol::AnswerKind::refused;
  std::string text;  // as vision/worker_answer.h writes it
  Bytes overlay;     // PNG for draw_overlay, JPEG for encode_upright
};

// `model` runs on photos that passed the engine's gate; none: only the engine speaks.
JobAnswer do_job(const vision::protocol::JobHeader& job, ByteView photo, const skin::Engine& engine,
                 OnnxModel* model = nullptr);

// Reads and tries the model that a load_model job brings; it is put into `model` when it is good.
JobAnswer load_model(ByteView file, ByteView specification, std::optional<OnnxModel>& model);

}  // namespace lumen::vision_worker
