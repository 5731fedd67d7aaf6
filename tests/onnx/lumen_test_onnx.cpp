// SPDX-License-Identifier: Apache-2.0
// lumen-test-onnx small|mobile FILE
// Writes a model with four labels for tests and benchmarks: `small` for 32 x 32, `mobile` for 224 x 224.

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <string_view>

#include "tests/onnx/small_models.h"

int main(int count, char** values) {
  using namespace lumen::test;
  const std::string_view kind = count == 3 ? values[1] : "";
  if (kind != "small" && kind != "mobile") {
    fmt::print(stderr, "lumen-test-onnx small|mobile FILE\n");
    return 2;
  }
  SmallClassifier small;
  small.width_px = 32;
  small.height_px = 32;
  small.labels = 4;
  const lumen::Bytes bytes = write_onnx(kind == "small" ? small_classifier(small) : mobile_classifier(224, 4));
  std::ofstream file(values[2], std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return file.flush() ? 0 : 1;
}
