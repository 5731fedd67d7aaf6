// SPDX-License-Identifier: Apache-2.0
#include "analyses/history_cursor.h"

#include <algorithm>

#include "base/encoding.h"

namespace lumen::analyses {
namespace {

constexpr std::size_t time_bytes = 8;
constexpr std::size_t place_bytes = time_bytes + 16;

std::string context_of(const UserId& owner) { return "history-cursor:" + owner.text(); }

}  // namespace

std::string format_cursor(const SecretKey& secret, const UserId& owner, const HistoryPlace& place, Random& random) {
  std::array<std::uint8_t, place_bytes> plain{};
  for (std::size_t i = 0; i < time_bytes; ++i) {
    plain[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(place.created_at_ms) >> (8 * i));
  }
  std::copy(place.id.begin(), place.id.end(), plain.begin() + time_bytes);
  return base64url_encode(seal(secret, plain, context_of(owner), random));
}

std::optional<HistoryPlace> parse_cursor(const SecretKey& secret, const UserId& owner, std::string_view cursor) {
  const auto sealed = base64url_decode(cursor);
  if (!sealed) return std::nullopt;
  const auto plain = unseal(secret, *sealed, context_of(owner));
  if (!plain || plain->size() != place_bytes) return std::nullopt;
  HistoryPlace place;
  std::uint64_t time = 0;
  for (std::size_t i = 0; i < time_bytes; ++i) time |= static_cast<std::uint64_t>((*plain)[i]) << (8 * i);
  place.created_at_ms = static_cast<UnixMillis>(time);
  std::copy(plain->begin() + time_bytes, plain->end(), place.id.begin());
  return place;
}

}  // namespace lumen::analyses
