// SPDX-License-Identifier: Apache-2.0
#pragma once
// The derived key of Signature Version 4: HMAC chain "AWS4" + secret → date → region → service → "aws4_request".
// It changes at 00:00 UTC; SigningKeys keeps the few in use, ready keyed. Thread-safe.

#include <sodium/crypto_auth_hmacsha256.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lumen::aws {

struct SigningScope {
  std::string_view secret_access_key;
  std::string_view date;  // "20260115"
  std::string_view region;
  std::string_view service;
};

class SigningKey {
 public:
  explicit SigningKey(const SigningScope& scope);
  ~SigningKey();
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  // Lower-case hex HMAC-SHA256 of the text.
  std::string sign(std::string_view text) const;

 private:
  crypto_auth_hmacsha256_state keyed_;  // holds the key's first block, copied for each signature
};

class SigningKeys {
 public:
  std::shared_ptr<const SigningKey> get(const SigningScope& scope);

 private:
  static constexpr std::size_t kept_max = 16;
  struct Entry {
    std::string secret_access_key;
    std::string date;
    std::string region;
    std::string service;
    std::shared_ptr<const SigningKey> key;
  };
  static bool is_of(const Entry& entry, const SigningScope& scope);

  std::mutex mutex_;
  std::vector<Entry> kept_;  // oldest first
};

}  // namespace lumen::aws
