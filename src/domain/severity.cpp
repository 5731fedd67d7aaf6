// SPDX-License-Identifier: Apache-2.0
#include "domain/severity.h"

#include <array>

namespace lumen {
namespace {
constexpr std::array<std::string_view, 4> names = {"none", "mild", "moderate", "severe"};
}

std::string_view to_string(Severity severity) { return names[static_cast<std::size_t>(severity)]; }

std::optional<Severity> parse_severity(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

Severity severity_from_extent(double extent) {
  if (extent < 0.15) return Severity::none;
  if (extent < 0.40) return Severity::mild;
  if (extent < 0.70) return Severity::moderate;
  return Severity::severe;
}

}  // namespace lumen
