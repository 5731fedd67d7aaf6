// SPDX-License-Identifier: Apache-2.0
#pragma once
// An ONNX classifier with the built-in one it looks through, for tests.

#include <memory>
#include <utility>

#include "vision/skin_classifier_onnx.h"

namespace lumen::vision {

struct OnnxAndBuiltin {
  OnnxAndBuiltin(ModelPackage package, EmbeddedClassifierOptions options, Log& log)
      : builtin(with_model(std::move(options), package), null_metrics(), log),
        onnx(std::move(package), builtin, null_metrics()) {}

  static EmbeddedClassifierOptions with_model(EmbeddedClassifierOptions options, const ModelPackage& package) {
    options.model = package.files;
    return options;
  }

  SkinClassifierEmbedded builtin;
  SkinClassifierOnnx onnx;
};

inline Result<std::unique_ptr<OnnxAndBuiltin>> open_onnx(const std::filesystem::path& model,
                                                         const std::filesystem::path& card,
                                                         EmbeddedClassifierOptions options, Log& log) {
  auto package = read_model_package(model, card);
  if (!package) return fail(package.error());
  return std::make_unique<OnnxAndBuiltin>(std::move(*package), std::move(options), log);
}

}  // namespace lumen::vision
