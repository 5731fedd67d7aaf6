// SPDX-License-Identifier: Apache-2.0
#include "identity/password_hash.h"

#include <sodium.h>

#include <array>

namespace lumen::identity {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19ULL * 1024 * 1024;

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes, memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(unavailable("busy", "Lumen is busy. Please try again in a moment.", "no memory for argon2id"));
  }
  return std::string(out.data());
}

bool verify_password(std::string_view password, const std::string& hash) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& nobodys_hash() {
  // Of 32 random bytes that were thrown away.
  static const std::string hash =
      "$argon2id$v=19$m=19456,t=2,p=1$UjMrCa46GMWZFQQnm0pV+w$NCloVzCYii9UlVAibEv6FGbR5tKbCwEmIAtBFbkItyg";
  return hash;
}

bool has_current_cost(const std::string& hash) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), passes, memory_bytes) == 0;
}

}  // namespace lumen::identity
