// SPDX-License-Identifier: Apache-2.0
#include "domain/overlay_view.h"

namespace lumen {

std::optional<OverlayView> parse_overlay_view(std::string_view name) {
  if (name == "all") return EverythingMeasured();
  if (name == "report") return SideBySide();
  const auto concern = parse_concern(name);
  if (!concern) return std::nullopt;
  return *concern;
}

}  // namespace lumen
