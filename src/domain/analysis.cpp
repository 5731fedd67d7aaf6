// SPDX-License-Identifier: Apache-2.0
#include "domain/analysis.h"

#include <array>

namespace lumen {

std::string_view to_string(Status status) {
  constexpr std::array<std::string_view, 4> names = {"pending", "processing", "completed", "failed"};
  return names[static_cast<std::size_t>(status)];
}

std::string_view to_string(Stage stage) {
  constexpr std::array<std::string_view, 6> names = {"awaiting_upload", "queued",       "classifying",
                                                     "explaining",      "recommending", "done"};
  return names[static_cast<std::size_t>(stage)];
}

}  // namespace lumen
