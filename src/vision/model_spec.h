// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a worker must know to run a classifier on a photo: the part of a model card (vision/model_card.h) that is
// about pixels. It travels as JSON beside the model.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lumen::vision {

enum class ModelRegion : std::uint8_t { whole, face };  // face: the face's box; the whole photo when there is none
enum class ModelChannels : std::uint8_t { rgb, bgr };
enum class ModelLayout : std::uint8_t { nchw, nhwc };
enum class ModelResize : std::uint8_t {
  stretch,      // both sides to the input's
  centre_crop,  // the largest middle part of the input's shape
  letterbox,    // all of it, with bars of the mean colour
};

inline constexpr int model_side_px_min = 8;
inline constexpr int model_side_px_max = 1'024;
inline constexpr std::size_t model_outputs_max = 256;

struct ModelSpec {
  int width_px = 224;
  int height_px = 224;
  std::size_t outputs = 1;
  ModelRegion region = ModelRegion::whole;
  double face_margin = 0.2;  // of the box's width and height, added on every side
  ModelChannels channels = ModelChannels::rgb;
  ModelLayout layout = ModelLayout::nchw;
  ModelResize resize = ModelResize::stretch;
  // A value 0..255 becomes (value * scale - mean) / deviation; mean and deviation in the order of `channels`.
  double scale = 1.0 / 255;
  std::array<double, 3> mean{};
  std::array<double, 3> deviation{1, 1, 1};
};

std::string write_model_spec(const ModelSpec& spec);
// Errors: `internal`; both ends are of one build.
Result<ModelSpec> read_model_spec(std::string_view text);

}  // namespace lumen::vision
