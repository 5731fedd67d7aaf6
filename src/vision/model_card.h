// SPDX-License-Identifier: Apache-2.0
#pragma once
// A model card: the small TOML file beside an ONNX classifier that says what its input and its outputs mean, who made
// it and under which licence. docs/MODELS.md has one. Every key is checked and no key is guessed: a classifier that is
// fed the wrong colours still answers, only wrongly.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/labels.h"
#include "vision/model_spec.h"

namespace lumen::vision {

// How outputs become probabilities.
enum class ModelActivation : std::uint8_t {
  softmax,  // one class of all: e^x over their sum
  sigmoid,  // each label by itself: 1 / (1 + e^-x)
  none,     // the model's outputs are probabilities already
};

struct ModelLabel {
  std::string name;              // as the model's makers call it
  std::optional<Label> meaning;  // what Lumen calls it; nothing: Lumen has no word for it
};

struct ModelCard {
  std::string name;     // 1 to 40 of A-Z a-z 0-9 . _ -
  std::string version;  // 1 to 20 of the same
  std::string citation;
  std::string licence;
  ModelSpec spec;
  ModelActivation activation = ModelActivation::softmax;
  std::vector<ModelLabel> labels;  // in the order of the outputs

  // "skin-mobilenet/1.2": what predictions name as their engine.
  std::string engine() const { return name + "/" + version; }
};

inline constexpr std::size_t model_card_bytes_max = 64 * 1024;

// `file` names the card in errors. Errors: `invalid` "bad_model_card"; the message says file, key, what was wrong and
// what would be right. A card without a citation is refused. Pure.
Result<ModelCard> parse_model_card(std::string_view toml, const std::string& file);

// Blocking. Errors: those above.
Result<ModelCard> read_model_card(const std::filesystem::path& file);

}  // namespace lumen::vision
