// SPDX-License-Identifier: Apache-2.0
#include "identity/rsa_key.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/crypto.h"

namespace lumen::identity {
namespace {

constexpr int key_bits = 2048;

struct MdContextFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using MdContext = std::unique_ptr<EVP_MD_CTX, MdContextFree>;

// Fetched once: OpenSSL 3 looks algorithms up by name on every use otherwise.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

std::string big_number(EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) return {};
  Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, bytes.data());
  BN_free(number);
  return base64url_encode(bytes);
}

}  // namespace

std::string jwk_thumbprint(std::string_view modulus, std::string_view exponent) {
  std::string members = R"({"e":")";
  members.append(exponent).append(R"(","kty":"RSA","n":")").append(modulus).append(R"("})");
  return base64url_encode(sha256(as_bytes(members)));
}

RsaKey::RsaKey(std::shared_ptr<evp_pkey_st> key)
    : key_(std::move(key)),
      modulus_(big_number(key_.get(), OSSL_PKEY_PARAM_RSA_N)),
      exponent_(big_number(key_.get(), OSSL_PKEY_PARAM_RSA_E)),
      kid_(jwk_thumbprint(modulus_, exponent_)) {}

Result<RsaKey> RsaKey::generate() {
  EVP_PKEY* raw = EVP_RSA_gen(key_bits);
  if (raw == nullptr) return fail(internal("RSA key generation failed"));
  return RsaKey(std::shared_ptr<EVP_PKEY>(raw, EVP_PKEY_free));
}

Result<RsaKey> RsaKey::from_der(ByteView der) {
  const unsigned char* at = der.data();
  EVP_PKEY* raw = d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &at, static_cast<long>(der.size()));
  if (raw == nullptr) return fail(internal("not an RSA private key"));
  std::shared_ptr<EVP_PKEY> key(raw, EVP_PKEY_free);
  if (EVP_PKEY_get_bits(raw) < key_bits) return fail(internal("the RSA key is too short"));
  return RsaKey(std::move(key));
}

Bytes RsaKey::to_der() const {
  unsigned char* der = nullptr;
  const int size = i2d_PrivateKey(key_.get(), &der);
  if (size <= 0) return {};
  Bytes out(der, der + size);
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return out;
}

Bytes RsaKey::sign(std::string_view text) const {
  const MdContext context(EVP_MD_CTX_new());
  Bytes out(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
  std::size_t size = out.size();
  const ByteView bytes = as_bytes(text);
  const bool signed_well = EVP_DigestSignInit(context.get(), nullptr, sha256_algorithm(), nullptr, key_.get()) == 1 &&
                           EVP_DigestSign(context.get(), out.data(), &size, bytes.data(), bytes.size()) == 1;
  out.resize(signed_well ? size : 0);
  return out;
}

bool RsaKey::verify(std::string_view text, ByteView signature) const {
  const MdContext context(EVP_MD_CTX_new());
  const ByteView bytes = as_bytes(text);
  return EVP_DigestVerifyInit(context.get(), nullptr, sha256_algorithm(), nullptr, key_.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(), bytes.size()) == 1;
}

}  // namespace lumen::identity
