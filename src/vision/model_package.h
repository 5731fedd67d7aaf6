// SPDX-License-Identifier: Apache-2.0
#pragma once
// An ONNX classifier with its card, read from disk and packed for the workers.

#include <filesystem>
#include <memory>

#include "vision/model_card.h"
#include "vision/model_files.h"

namespace lumen::vision {

inline constexpr std::uint64_t model_bytes_max = 256ULL * 1024 * 1024;

struct ModelPackage {
  std::filesystem::path file;
  ModelCard card;
  std::shared_ptr<const ModelFiles> files;  // for EmbeddedClassifierOptions::model
};

// Reads both files, blocking; the model's bytes are copied, not looked at. An empty `card` is the model's path with
// .toml in place of its ending. Errors: `invalid` "bad_model_card" (vision/model_card.h) or "model_refused": the model
// is missing, empty or over `model_bytes_max`; `unavailable` "out_of_memory".
Result<ModelPackage> read_model_package(const std::filesystem::path& model, std::filesystem::path card);

// `invalid` "model_refused"; the message names the file and the reason.
Error model_refused(const std::filesystem::path& file, std::string_view reason);

}  // namespace lumen::vision
