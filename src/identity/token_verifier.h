// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: who is calling. Thread-safe.

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/ids.h"

namespace lumen::identity {

struct Identity {
  UserId user;  // the `sub` claim
  UnixSeconds expires_at_s = 0;
};

class TokenVerifier {
 public:
  virtual ~TokenVerifier() = default;
  virtual std::string describe() const = 0;

  // Checks an id token (RS256, kid, iss, aud, token_use=id, exp, nbf). Everything wrong with it is
  // `unauthenticated` with code "invalid_token" or "token_expired". A token seen before is answered inline
  // from a bounded cache.
  virtual Task<Result<Identity>> verify(std::string_view token, Deadline deadline) = 0;
};

}  // namespace lumen::identity
