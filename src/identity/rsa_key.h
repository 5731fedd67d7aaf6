// SPDX-License-Identifier: Apache-2.0
#pragma once
// One RSA-2048 key pair that signs RS256 (RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518 §3.3). Parsed once: parsing
// costs more than ten verifications. Immutable, thread-safe.

#include <memory>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "base/result.h"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace lumen::identity {

// RFC 7638 of an RSA key: the SHA-256 of its required members as JSON, in the order of their names, without spaces.
// Both as JWKS writes them.
std::string jwk_thumbprint(std::string_view modulus, std::string_view exponent);

class RsaKey {
 public:
  // About 100 ms. Random bytes come from OpenSSL's own generator: it takes no other for keys.
  static Result<RsaKey> generate();
  // RSAPrivateKey of RFC 8017; `internal` when it is no RSA key of 2048 bits or more.
  static Result<RsaKey> from_der(ByteView der);
  Bytes to_der() const;

  Bytes sign(std::string_view text) const;                       // about 0.3 ms
  bool verify(std::string_view text, ByteView signature) const;  // about 25 microseconds

  // The key's id: its JWK thumbprint (RFC 7638), so the same key has the same id everywhere.
  const std::string& kid() const { return kid_; }
  // Modulus and public exponent as JWKS writes them (base64url, big-endian).
  const std::string& modulus() const { return modulus_; }
  const std::string& exponent() const { return exponent_; }

 private:
  explicit RsaKey(std::shared_ptr<evp_pkey_st> key);
  std::shared_ptr<evp_pkey_st> key_;
  std::string modulus_;
  std::string exponent_;
  std::string kid_;
};

}  // namespace lumen::identity
