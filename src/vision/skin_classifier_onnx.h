// SPDX-License-Identifier: Apache-2.0
#pragma once
// An ONNX classifier as stage 1. It is a view of the built-in classifier whose workers hold a model, not a second set
// of processes: the photo is decoded once, the built-in quality gate judges it before the model costs anything, and
// the engine's face box, measurements and overlays are there for the asking. What this adapter adds is the card: which
// numbers went in, and what the numbers that come out mean.
//
// A model file is trusted no more than a photo. `lumen` only copies it into a sealed memory file; each worker reads it
// after its sandbox has closed, under the same limits of memory and time. So the weights are in memory once per
// worker, not shared from a process that had read them unprotected.
//
// When the model gives no usable numbers for a photo, the built-in prediction stands and its notes say so.

#include <string>

#include "base/metrics.h"
#include "vision/model_package.h"
#include "vision/skin_classifier_embedded.h"

namespace lumen::vision {

class SkinClassifierOnnx final : public SkinClassifier {
 public:
  // `builtin` was made with `package.files` as its model, and outlives this.
  SkinClassifierOnnx(ModelPackage package, SkinClassifierEmbedded& builtin, Metrics& metrics);

  // Starts a worker and has it load the model and try it on a grey picture. Errors: `invalid` "model_refused", whose
  // message names the file and says what is wrong with it (not ONNX, an operator that OpenCV cannot run, another input
  // or number of outputs than the card's, numbers that are not finite, too much memory or time); those of the built-in
  // classifier when no worker can be started at all.
  Task<Result<void>> make_ready(Deadline deadline);

  std::string describe() const override;
  Task<Result<Classification>> classify(PhotoToRead photo, Deadline deadline) override;
  Task<Result<Bytes>> draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) override;

 private:
  ModelPackage package_;
  SkinClassifierEmbedded& builtin_;
  Counter& silent_;
};

}  // namespace lumen::vision
