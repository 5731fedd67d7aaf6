// SPDX-License-Identifier: Apache-2.0
// lumen-bench-worker PHOTO ROUNDS
// Measures a photo again and again in one sandboxed worker that is warm. Prints two milliseconds a line, as the worker
// timed them: decoding (from the file's bytes to upright sRGB at working scale) and the engine alone, all concerns.

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/run_blocking.h"
#include "vision/skin_classifier_embedded.h"

namespace {

using namespace lumen;
using namespace lumen::vision;

Bytes read(const char* file) {
  std::ifstream stream(file, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) {
    fmt::print(stderr, "usage: lumen-bench-worker PHOTO ROUNDS\n");
    return 2;
  }
  NullLog quiet;
  EmbeddedClassifierOptions options;
  options.workers = 1;
  SkinClassifierEmbedded classifier(options, null_metrics(), quiet);
  const Bytes photo = read(values[1]);
  constexpr int warm_rounds = 2;
  for (int i = -warm_rounds; i < std::atoi(values[2]); ++i) {
    PhotoToRead input{photo, 1};
    const auto answer = run_blocking(classifier.classify(std::move(input), Deadline::after(std::chrono::minutes(1))));
    if (!answer) {
      fmt::print(stderr, "{} ({})\n", answer.error().message, answer.error().detail);
      return 1;
    }
    if (i >= 0) fmt::print("{:.3f} {:.3f}\n", answer->timing_ms.at("decode"), answer->timing_ms.at("measure"));
  }
  return 0;
}
