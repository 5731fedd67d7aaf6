// SPDX-License-Identifier: Apache-2.0
#pragma once
// A place in a person's history, handed to the client as an opaque text: sealed, with the owner
// authenticated, so it can neither be read, changed nor used by somebody else. Stateless.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/random.h"
#include "domain/ids.h"

namespace lumen::analyses {

// The last analysis of a page; the next page begins after it.
struct HistoryPlace {
  UnixMillis created_at_ms = 0;
  std::array<std::uint8_t, 16> id{};
};

std::string format_cursor(const SecretKey& secret, const UserId& owner, const HistoryPlace& place, Random& random);

// Nothing when it was not made by format_cursor for this owner.
std::optional<HistoryPlace> parse_cursor(const SecretKey& secret, const UserId& owner, std::string_view cursor);

}  // namespace lumen::analyses
