// SPDX-License-Identifier: Apache-2.0
#include "vision/skin_classifier_onnx.h"

#include <fmt/format.h>

#include <utility>

#include "vision/model_scores.h"

namespace lumen::vision {

SkinClassifierOnnx::SkinClassifierOnnx(ModelPackage package, SkinClassifierEmbedded& builtin, Metrics& metrics)
    : package_(std::move(package)),
      builtin_(builtin),
      silent_(metrics.counter("lumen_vision_model_silent_total",
                              "Photos for which the ONNX model gave no usable numbers.")) {}

Task<Result<void>> SkinClassifierOnnx::make_ready(Deadline deadline) {
  auto ready = builtin_.make_ready(deadline);
  auto done = co_await std::move(ready);
  if (done || done.error().code != "model_refused") co_return done;
  co_return fail(model_refused(package_.file, done.error().detail));
}

std::string SkinClassifierOnnx::describe() const {
  return fmt::format("model {} (ONNX, sandboxed, {} labels) beside the {}", package_.card.engine(),
                     package_.card.labels.size(), builtin_.describe());
}

Task<Result<Classification>> SkinClassifierOnnx::classify(PhotoToRead photo, Deadline deadline) {
  auto job = builtin_.classify(std::move(photo), deadline);
  auto seen = co_await std::move(job);
  if (!seen) co_return seen;
  const ModelCard& card = package_.card;
  if (seen->model_outputs.size() == card.labels.size()) {
    apply_model_scores(card, seen->model_outputs, seen->prediction);
  } else {
    silent_.increment();
    seen->prediction.notes.push_back(
        fmt::format("The model {} gave no usable numbers for this photo; Lumen's own scores stand.", card.engine()));
  }
  co_return seen;
}

Task<Result<Bytes>> SkinClassifierOnnx::draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) {
  auto job = builtin_.draw_overlay(std::move(photo), view, deadline);
  co_return co_await std::move(job);
}

}  // namespace lumen::vision
