// SPDX-License-Identifier: Apache-2.0
#pragma once
// The user pool's two keys: one signs id tokens, one access tokens, so that neither passes for the other. They
// are made once and kept in the keys folder, sealed with the master key. Immutable, thread-safe.

#include <filesystem>
#include <string>

#include "base/crypto.h"
#include "base/random.h"
#include "base/result.h"
#include "identity/rsa_key.h"

namespace lumen::identity {

class SigningKeys {
 public:
  // Loads `folder`/id_token.key and access_token.key, or makes what is absent (the folder exists). A file that
  // does not open under this master key is "key_file_damaged"; its public text names the file and the way out.
  static Result<SigningKeys> open(const std::filesystem::path& folder, const SecretKey& master, Random& random);
  // Keys that live in memory only.
  static Result<SigningKeys> generate();

  const RsaKey& id_token() const { return id_token_; }
  const RsaKey& access_token() const { return access_token_; }

  // The public halves as a JWKS document (RFC 7517).
  std::string jwks() const;

 private:
  SigningKeys(RsaKey id_token, RsaKey access_token)
      : id_token_(std::move(id_token)), access_token_(std::move(access_token)) {}
  RsaKey id_token_;
  RsaKey access_token_;
};

}  // namespace lumen::identity
