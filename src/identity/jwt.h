// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON Web Tokens (RFC 7519) in the one form that Lumen makes and takes: compact, RS256. Pure, thread-safe.

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "identity/rsa_key.h"

namespace lumen::identity {

inline constexpr std::size_t token_bytes_max = 8'192;

// Header {"kid","alg"} and these claims.
std::string sign_jwt(const RsaKey& key, const json::object& claims);

// The claims of a token that this key signed. Everything else is `unauthenticated` ("invalid_token"): more than
// 8 KB, not three parts, base64url that is not canonical, another algorithm than exactly RS256, another or no
// kid, a typ other than JWT, `crit`, a name twice in header or claims, a wrong signature. The signature is
// checked before the claims are read; what the claims say is the caller's to judge.
Result<json::object> verify_jwt(std::string_view token, const RsaKey& key);

// The error that every unusable token gets; `detail` is for the log.
Error invalid_token(std::string detail);

}  // namespace lumen::identity
