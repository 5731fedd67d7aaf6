// SPDX-License-Identifier: Apache-2.0
#include "aws/signing_key.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/encoding.h"

namespace lumen::aws {

SigningKey::SigningKey(const SigningScope& scope) : keyed_{} {
  std::string start = "AWS4" + std::string(scope.secret_access_key);
  Sha256 key = hmac_sha256(as_bytes(start), as_bytes(scope.date));
  for (const std::string_view step : {scope.region, scope.service, std::string_view("aws4_request")}) {
    key = hmac_sha256(key, as_bytes(step));
  }
  crypto_auth_hmacsha256_init(&keyed_, key.data(), key.size());
  sodium_memzero(key.data(), key.size());
  sodium_memzero(start.data(), start.size());
}

SigningKey::~SigningKey() { sodium_memzero(&keyed_, sizeof keyed_); }

std::string SigningKey::sign(std::string_view text) const {
  crypto_auth_hmacsha256_state state = keyed_;
  std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> out{};
  crypto_auth_hmacsha256_update(&state, as_bytes(text).data(), text.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  return hex_encode(out);
}

bool SigningKeys::is_of(const Entry& entry, const SigningScope& scope) {
  return entry.date == scope.date && entry.region == scope.region && entry.service == scope.service &&
         equal_constant_time(entry.secret_access_key, scope.secret_access_key);
}

std::shared_ptr<const SigningKey> SigningKeys::get(const SigningScope& scope) {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(kept_.rbegin(), kept_.rend(), [&](const Entry& entry) { return is_of(entry, scope); });
  if (found != kept_.rend()) return found->key;
  if (kept_.size() == kept_max) kept_.erase(kept_.begin());
  auto key = std::make_shared<const SigningKey>(scope);
  kept_.push_back({std::string(scope.secret_access_key), std::string(scope.date), std::string(scope.region),
                   std::string(scope.service), key});
  return key;
}

}  // namespace lumen::aws
