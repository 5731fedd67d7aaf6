// SPDX-License-Identifier: Apache-2.0
#pragma once
// Checks the embedded pool's id tokens with its own key. Inline: about 40 microseconds for a new token, under
// one for a token seen before, whose expiry is checked each time. Thread-safe.

#include <string>

#include "base/clock.h"
#include "identity/pool_settings.h"
#include "identity/signing_keys.h"
#include "identity/token_cache.h"
#include "identity/token_verifier.h"

namespace lumen::identity {

class TokenVerifierEmbedded final : public TokenVerifier {
 public:
  static constexpr std::size_t cached_tokens_max = 10'000;

  TokenVerifierEmbedded(const SigningKeys& keys, PoolSettings settings, const Clock& clock)
      : keys_(keys), settings_(std::move(settings)), clock_(clock), cache_(cached_tokens_max) {}

  std::string describe() const override { return "embedded: RS256 tokens of pool " + settings_.pool_id; }
  Task<Result<Identity>> verify(std::string_view token, Deadline deadline) override;

 private:
  Result<Identity> check(std::string_view token);

  const SigningKeys& keys_;
  PoolSettings settings_;
  const Clock& clock_;
  TokenCache cache_;
};

}  // namespace lumen::identity
