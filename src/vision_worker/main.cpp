// SPDX-License-Identifier: Apache-2.0
// lumen-vision: decodes and measures photos for `lumen` in sandboxed processes. Started by `lumen`, not by people,
// except for the self-test.

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <span>
#include <string_view>

#include "vision_worker/check_sandbox.h"
#include "vision_worker/zygote.h"

namespace {

constexpr std::string_view help =
    "lumen-vision decodes and measures photos for lumen, which starts it by itself.\n"
    "  lumen-vision --self-test-sandbox   show that its sandbox holds on this system\n"
    "  lumen-vision --version\n"
    "  lumen-vision --zygote CASCADE_FOLDER WORKER_MEMORY_BYTES   as lumen starts it, control socket at 3\n";

int zygote(std::string_view folder, std::string_view memory) {
  lumen::vision_worker::ZygoteOptions options;
  options.cascade_folder = folder;
  const auto read = std::from_chars(memory.data(), memory.data() + memory.size(), options.worker_memory_bytes);
  if (read.ec != std::errc() || read.ptr != memory.data() + memory.size()) {
    fmt::print(stderr, "WORKER_MEMORY_BYTES must be a whole number, not \"{}\".\n", memory);
    return 2;
  }
  return lumen::vision_worker::run_zygote(options);
}

}  // namespace

int main(int count, char** values) {
  const std::span<char*> arguments(values, static_cast<std::size_t>(count));
  const std::string_view mode = count > 1 ? arguments[1] : "";
  if (mode == "--zygote" && count == 4) return zygote(arguments[2], arguments[3]);
  if (mode == "--self-test-sandbox" && count == 2) return lumen::vision_worker::check_sandbox();
  if (mode == "--version" && count == 2) {
    fmt::print("lumen-vision {}\n", LUMEN_VERSION);
    return 0;
  }
  fmt::print(mode == "--help" ? stdout : stderr, "{}", help);
  return mode == "--help" ? 0 : 2;
}
