// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a picture of a measured photo shows.

#include <optional>
#include <string_view>
#include <variant>

#include "domain/concern.h"

namespace lumen {

struct EverythingMeasured {
  friend bool operator==(const EverythingMeasured&, const EverythingMeasured&) = default;
};

// The photo as it is, beside it everything measured, and below both every concern with its score.
struct SideBySide {
  friend bool operator==(const SideBySide&, const SideBySide&) = default;
};

using OverlayView = std::variant<EverythingMeasured, SideBySide, Concern>;

// "all", "report", or a concern as parse_concern reads it.
std::optional<OverlayView> parse_overlay_view(std::string_view name);

}  // namespace lumen
