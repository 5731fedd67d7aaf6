// SPDX-License-Identifier: Apache-2.0
#pragma once
// Password hashes: argon2id with 19 MiB, 2 passes, 1 lane (OWASP's first choice), as an encoded text that names
// its own parameters. Blocking, about 12 ms: call from a pool. Thread-safe.

#include <string>
#include <string_view>

#include "base/result.h"

namespace lumen::identity {

// `unavailable` when there is no memory for it.
Result<std::string> hash_password(std::string_view password);

bool verify_password(std::string_view password, const std::string& hash);

// A hash of the same cost that no password opens: checked when there is no such user, so that the answer takes
// as long.
const std::string& nobodys_hash();

// True when the hash was made with today's parameters.
bool has_current_cost(const std::string& hash);

}  // namespace lumen::identity
