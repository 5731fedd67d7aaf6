// SPDX-License-Identifier: Apache-2.0
#pragma once
// Stage 1 as the settings want it: the built-in classifier, and what stands before it.

#include <memory>

#include "app/settings.h"
#include "base/log.h"
#include "base/metrics.h"
#include "vision/skin_classifier_embedded.h"
#include "vision/skin_classifier_onnx.h"

namespace lumen::app {

class Eyes {
 public:
  // Reads the model's files when one is set, and starts nothing. Errors: "bad_model_card", "model_refused".
  static Result<std::unique_ptr<Eyes>> open(const Settings& settings, Metrics& metrics, Log& log);

  // With a model: has a worker load it and try it out; blocking. Without one it does nothing. Errors:
  // "model_refused" with the reason.
  Result<void> check_model();

  vision::SkinClassifier& classifier();
  vision::SkinClassifierEmbedded& builtin() { return *builtin_; }
  bool has_model() const { return onnx_ != nullptr; }

 private:
  Eyes() = default;
  std::unique_ptr<vision::SkinClassifierEmbedded> builtin_;
  std::unique_ptr<vision::SkinClassifierOnnx> onnx_;
};

}  // namespace lumen::app
