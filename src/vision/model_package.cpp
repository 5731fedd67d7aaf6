// SPDX-License-Identifier: Apache-2.0
#include "vision/model_package.h"

#include <fmt/format.h>

#include <fstream>
#include <utility>

#include "vision/memory_file.h"

namespace lumen::vision {
namespace {

Result<Bytes> read_model(const std::filesystem::path& file) {
  std::error_code failure;
  const std::uintmax_t size = std::filesystem::file_size(file, failure);
  if (failure) return fail(model_refused(file, "the file cannot be read (" + failure.message() + ")"));
  if (size == 0) return fail(model_refused(file, "the file is empty"));
  if (size > model_bytes_max) {
    return fail(
        model_refused(file, fmt::format("it has {} MB, at most {} are read", size >> 20, model_bytes_max >> 20)));
  }
  Bytes bytes(size);
  std::ifstream stream(file, std::ios::binary);
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!stream) return fail(model_refused(file, "the file cannot be read"));
  return bytes;
}

Result<std::shared_ptr<const ModelFiles>> seal(const Bytes& model, const ModelSpec& spec) {
  const std::string text = write_model_spec(spec);
  auto model_file = make_sealed_file(model);
  if (!model_file) return fail(model_file.error());
  auto specification = make_sealed_file(as_bytes(text));
  if (!specification) return fail(specification.error());
  auto files = std::make_shared<ModelFiles>();
  files->model = std::move(*model_file);
  files->model_bytes = model.size();
  files->specification = std::move(*specification);
  files->specification_bytes = text.size();
  return std::shared_ptr<const ModelFiles>(std::move(files));
}

}  // namespace

Error model_refused(const std::filesystem::path& file, std::string_view reason) {
  return invalid("model_refused", fmt::format("The model {} was refused: {}.", file.string(), reason));
}

Result<ModelPackage> read_model_package(const std::filesystem::path& model, std::filesystem::path card) {
  if (card.empty()) card = std::filesystem::path(model).replace_extension(".toml");
  auto read_card = read_model_card(card);
  if (!read_card) return fail(read_card.error());
  auto bytes = read_model(model);
  if (!bytes) return fail(bytes.error());
  auto files = seal(*bytes, read_card->spec);
  if (!files) return fail(files.error());
  return ModelPackage{model, std::move(*read_card), std::move(*files)};
}

}  // namespace lumen::vision
