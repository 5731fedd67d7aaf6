// SPDX-License-Identifier: Apache-2.0
#include "app/eyes.h"

#include "base/run_blocking.h"

namespace lumen::app {
namespace {

constexpr std::chrono::seconds model_check_max{60};

vision::EmbeddedClassifierOptions options_of(const Settings& settings) {
  vision::EmbeddedClassifierOptions options;
  options.program = settings.vision_worker;
  options.workers = static_cast<std::size_t>(settings.vision_workers);
  options.photo_bytes_max = static_cast<std::uint64_t>(settings.photo_bytes_max);
  options.photo_pixels_max = static_cast<std::uint64_t>(settings.photo_pixels_max);
  return options;
}

}  // namespace

Result<std::unique_ptr<Eyes>> Eyes::open(const Settings& settings, Metrics& metrics, Log& log) {
  std::unique_ptr<Eyes> eyes(new Eyes());
  vision::EmbeddedClassifierOptions options = options_of(settings);
  if (settings.onnx_model.empty()) {
    eyes->builtin_ = std::make_unique<vision::SkinClassifierEmbedded>(std::move(options), metrics, log);
    return eyes;
  }
  auto package = vision::read_model_package(settings.onnx_model, settings.onnx_card);
  if (!package) return fail(package.error());
  options.model = package->files;
  eyes->builtin_ = std::make_unique<vision::SkinClassifierEmbedded>(std::move(options), metrics, log);
  eyes->onnx_ = std::make_unique<vision::SkinClassifierOnnx>(std::move(*package), *eyes->builtin_, metrics);
  return eyes;
}

Result<void> Eyes::check_model() {
  if (onnx_ == nullptr) return {};
  return run_blocking(onnx_->make_ready(Deadline::after(model_check_max)));
}

vision::SkinClassifier& Eyes::classifier() {
  if (onnx_ != nullptr) return *onnx_;
  return *builtin_;
}

}  // namespace lumen::app
