// SPDX-License-Identifier: Apache-2.0
#pragma once
// The text of a worker's answer: JSON that carries every field of a classification unrounded. The readers trust
// nothing: types, lengths, counts, the label set and finiteness are checked, scores are clamped to 0..1. Any
// breach is an Error whose detail says what was wrong. Pure, thread-safe.

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"
#include "vision/skin_classifier.h"

namespace lumen::vision {

std::string write_classification(const Classification& classification);
Result<Classification> read_classification(std::string_view text);

std::string write_rejection(const PhotoRejection& rejection);
Result<PhotoRejection> read_rejection(std::string_view text);

// A photo at fault. Only the codes of the port (unsupported_type, damaged_photo, too_many_pixels) are read;
// the kind follows from the code.
std::string write_refusal(const Error& error);
Result<Error> read_refusal(std::string_view text);

// Why a worker refused a model.
std::string write_model_refusal(const Error& error);
Result<std::string> read_model_refusal(std::string_view text);

}  // namespace lumen::vision
