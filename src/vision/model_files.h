// SPDX-License-Identifier: Apache-2.0
#pragma once
// A classifier as the workers get it: two sealed files in memory. They are made once, so that every worker, however
// late it starts, loads the same bytes, whatever has become of the file on disk.

#include <cstdint>

#include "base/unique_fd.h"

namespace lumen::vision {

struct ModelFiles {
  UniqueFd model;  // the ONNX file
  std::uint64_t model_bytes = 0;
  UniqueFd specification;  // as vision/model_spec.h writes it
  std::uint64_t specification_bytes = 0;
};

}  // namespace lumen::vision
