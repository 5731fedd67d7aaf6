// SPDX-License-Identifier: Apache-2.0
#include "base/crypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <cstdlib>

namespace lumen {
namespace {

// Algorithms are fetched once: OpenSSL 3 looks them up by name on every use otherwise.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}
const EVP_MD* md5_algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "MD5", nullptr);
  return algorithm;
}
const EVP_CIPHER* gcm_algorithm() {
  static const EVP_CIPHER* algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return algorithm;
}

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

struct CipherFree {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, CipherFree>;

// OpenSSL only fails these calls when memory is gone or the library is broken; neither can be survived.
void must(bool ok) {
  if (!ok) std::abort();
}

Error unsealing_failed() {
  Error error = internal("AES-256-GCM authentication failed");
  error.code = "unsealing_failed";
  return error;
}

// EVP takes int lengths; a photo is at most 30 MB, a row far less.
int length(std::size_t size) {
  must(size < 0x7fffffff);
  return static_cast<int>(size);
}

}  // namespace

Sha256 sha256(ByteView bytes) {
  Sha256 out{};
  must(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, sha256_algorithm(), nullptr) == 1);
  return out;
}

Md5 md5(ByteView bytes) {
  Md5 out{};
  must(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, md5_algorithm(), nullptr) == 1);
  return out;
}

Sha256 hmac_sha256(ByteView key, ByteView message) {
  Sha256 out{};
  unsigned int size = 0;
  must(HMAC(sha256_algorithm(), key.data(), length(key.size()), message.data(), message.size(), out.data(), &size) !=
       nullptr);
  return out;
}

struct Digest::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

Digest::Digest(Kind kind) : state_(std::make_unique<State>()) {
  must(EVP_DigestInit_ex(state_->context, kind == Kind::md5 ? md5_algorithm() : sha256_algorithm(), nullptr) == 1);
}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::update(ByteView bytes) { must(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1); }

Bytes Digest::finish() {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned int size = 0;
  must(EVP_DigestFinal_ex(state_->context, out.data(), &size) == 1);
  out.resize(size);
  return out;
}

Result<SecretKey> SecretKey::from_bytes(ByteView bytes) {
  if (bytes.size() != size_bytes) return fail(internal("a key must have 32 bytes"));
  std::array<std::uint8_t, 32> raw{};
  std::copy(bytes.begin(), bytes.end(), raw.begin());
  SecretKey key(raw);
  sodium_memzero(raw.data(), raw.size());
  return key;
}

SecretKey::~SecretKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

namespace {

// `cipher` and `plain` have the same length and may be the same bytes.
SealParts encrypt(const SecretKey& key, ByteView plain, std::uint8_t* cipher, std::string_view context,
                  Random& random) {
  SealParts parts;
  random.fill(parts.nonce);
  const Cipher gcm(EVP_CIPHER_CTX_new());
  int written = 0;
  std::uint8_t none = 0;
  must(EVP_EncryptInit_ex2(gcm.get(), gcm_algorithm(), key.view().data(), parts.nonce.data(), nullptr) == 1);
  must(EVP_EncryptUpdate(gcm.get(), nullptr, &written, as_bytes(context).data(), length(context.size())) == 1);
  if (!plain.empty()) {
    must(EVP_EncryptUpdate(gcm.get(), cipher, &written, plain.data(), length(plain.size())) == 1);
  }
  must(EVP_EncryptFinal_ex(gcm.get(), &none, &written) == 1);
  must(EVP_CIPHER_CTX_ctrl(gcm.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, parts.tag.data()) == 1);
  return parts;
}

bool decrypt(const SecretKey& key, ByteView cipher, std::uint8_t* plain, SealParts parts, std::string_view context) {
  const Cipher gcm(EVP_CIPHER_CTX_new());
  int written = 0;
  std::uint8_t none = 0;
  must(EVP_DecryptInit_ex2(gcm.get(), gcm_algorithm(), key.view().data(), parts.nonce.data(), nullptr) == 1);
  must(EVP_DecryptUpdate(gcm.get(), nullptr, &written, as_bytes(context).data(), length(context.size())) == 1);
  if (!cipher.empty()) {
    must(EVP_DecryptUpdate(gcm.get(), plain, &written, cipher.data(), length(cipher.size())) == 1);
  }
  must(EVP_CIPHER_CTX_ctrl(gcm.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, parts.tag.data()) == 1);
  return EVP_DecryptFinal_ex(gcm.get(), &none, &written) == 1;
}

}  // namespace

Bytes seal(const SecretKey& key, ByteView plain, std::string_view context, Random& random) {
  Bytes out(nonce_bytes + plain.size() + tag_bytes);
  const SealParts parts = encrypt(key, plain, out.data() + nonce_bytes, context, random);
  std::copy(parts.nonce.begin(), parts.nonce.end(), out.begin());
  std::copy(parts.tag.begin(), parts.tag.end(), out.end() - tag_bytes);
  return out;
}

Result<Bytes> unseal(const SecretKey& key, ByteView sealed, std::string_view context) {
  Bytes out;
  if (auto done = unseal_into(key, sealed, context, out); !done) return fail(done.error());
  return out;
}

Result<void> unseal_into(const SecretKey& key, ByteView sealed, std::string_view context, Bytes& out) {
  if (sealed.size() < seal_overhead_bytes) return fail(unsealing_failed());
  SealParts parts;
  std::copy_n(sealed.begin(), nonce_bytes, parts.nonce.begin());
  std::copy_n(sealed.end() - tag_bytes, tag_bytes, parts.tag.begin());
  const ByteView cipher = sealed.subspan(nonce_bytes, sealed.size() - seal_overhead_bytes);
  out.resize(cipher.size());
  if (!decrypt(key, cipher, out.data(), parts, context)) {
    out.clear();
    return fail(unsealing_failed());
  }
  return {};
}

SealParts seal_in_place(const SecretKey& key, std::span<std::uint8_t> text, std::string_view context, Random& random) {
  return encrypt(key, text, text.data(), context, random);
}

Result<void> unseal_in_place(const SecretKey& key, std::span<std::uint8_t> text, const SealParts& parts,
                             std::string_view context) {
  if (!decrypt(key, text, text.data(), parts, context)) return fail(unsealing_failed());
  return {};
}

std::string format_uuid(ByteView sixteen_bytes) {
  const std::string hex = hex_encode(sixteen_bytes.first(16));
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' +
         hex.substr(20);
}

std::string make_uuid(Random& random) {
  auto raw = random.bytes<16>();
  raw[6] = static_cast<std::uint8_t>((raw[6] & 0x0fU) | 0x40U);
  raw[8] = static_cast<std::uint8_t>((raw[8] & 0x3fU) | 0x80U);
  return format_uuid(raw);
}

std::string uuid_from(ByteView sixteen_bytes) {
  std::array<std::uint8_t, 16> raw{};
  std::copy_n(sixteen_bytes.begin(), 16, raw.begin());
  raw[6] = static_cast<std::uint8_t>((raw[6] & 0x0fU) | 0x80U);
  raw[8] = static_cast<std::uint8_t>((raw[8] & 0x3fU) | 0x80U);
  return format_uuid(raw);
}

std::optional<std::array<std::uint8_t, 16>> parse_uuid(std::string_view text) {
  if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return std::nullopt;
  std::string hex;
  hex.reserve(32);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) continue;
    if (text[i] >= 'A' && text[i] <= 'F') return std::nullopt;  // one spelling per id
    hex.push_back(text[i]);
  }
  const auto bytes = hex_decode(hex);
  if (!bytes) return std::nullopt;
  std::array<std::uint8_t, 16> out{};
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

}  // namespace lumen
