// SPDX-License-Identifier: Apache-2.0
#include "domain/product.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/encoding.h"

namespace lumen {
namespace {

constexpr std::array<std::string_view, skin_kind_count> skin_kind_names = {"combination", "dry", "normal", "oily",
                                                                           "sensitive"};

}  // namespace

std::string_view to_string(SkinKind kind) { return skin_kind_names[static_cast<std::size_t>(kind)]; }

std::optional<SkinKind> parse_skin_kind(std::string_view name) {
  const std::string wanted = to_lower(trim(name));
  if (wanted == "combo") return SkinKind::combination;
  for (std::size_t i = 0; i < skin_kind_names.size(); ++i) {
    if (skin_kind_names[i] == wanted) return static_cast<SkinKind>(i);
  }
  return std::nullopt;
}

std::string usd_text(double price) {
  const double cents = std::round(price * 100);
  if (std::fmod(cents, 100) == 0) return fmt::format("${:.0f}", cents / 100);
  return fmt::format("${:.2f}", cents / 100);
}

std::optional<double> lowest_usd(std::string_view price_range) {
  if (price_range.size() < 2 || price_range.front() != '$') return std::nullopt;
  double value = 0;
  const char* end = price_range.data() + price_range.size();
  const auto [stop, error] = std::from_chars(price_range.data() + 1, end, value, std::chars_format::fixed);
  if (error != std::errc() || !std::isfinite(value) || value < 0) return std::nullopt;
  if (stop != end && *stop != '-' && *stop != ' ') return std::nullopt;
  return value;
}

}  // namespace lumen
