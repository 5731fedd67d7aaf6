// SPDX-License-Identifier: Apache-2.0
#pragma once
// How much of a finding was measured. It follows from measured extent, never from a model's confidence.

#include <cstdint>
#include <optional>
#include <string_view>

namespace lumen {

enum class Severity : std::uint8_t { none, mild, moderate, severe };

std::string_view to_string(Severity severity);
std::optional<Severity> parse_severity(std::string_view text);

// Bands of a finding's extent in [0, 1]: under 0.15 none, under 0.40 mild, under 0.70 moderate, else severe.
Severity severity_from_extent(double extent);

}  // namespace lumen
