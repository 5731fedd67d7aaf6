// SPDX-License-Identifier: Apache-2.0
#include "base/crash_point.h"

#include <csignal>
#include <cstdlib>
#include <atomic>
#include <string>

namespace lumen {
namespace {

struct Plan {
  std::string name;
  std::atomic<int> passes_left{0};

  Plan() {
    const char* text = std::getenv("LUMEN_CRASH_POINT");
    if (text == nullptr) return;
    name = text;
    int passes = 1;
    if (const auto colon = name.rfind(':'); colon != std::string::npos) {
      passes = std::atoi(name.c_str() + colon + 1);
      name.resize(colon);
    }
    passes_left = passes;
  }
};

}  // namespace

void crash_point(std::string_view name) {
  static Plan plan;
  if (plan.name.empty() || plan.name != name) return;
  if (plan.passes_left.fetch_sub(1) == 1) std::raise(SIGKILL);
}

}  // namespace lumen
