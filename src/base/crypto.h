// SPDX-License-Identifier: Apache-2.0
#pragma once
// Digests, HMAC and authenticated encryption over OpenSSL's EVP. Stateless, thread-safe.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "base/random.h"
#include "base/result.h"

namespace lumen {

using Sha256 = std::array<std::uint8_t, 32>;
using Md5 = std::array<std::uint8_t, 16>;

Sha256 sha256(ByteView bytes);
Md5 md5(ByteView bytes);
Sha256 hmac_sha256(ByteView key, ByteView message);

// Incremental digests, for bytes that arrive in pieces.
class Digest {
 public:
  enum class Kind { md5, sha256 };
  explicit Digest(Kind kind);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  void update(ByteView bytes);
  Bytes finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A 256-bit key that is wiped when it dies.
class SecretKey {
 public:
  static constexpr std::size_t size_bytes = 32;
  SecretKey() = default;
  explicit SecretKey(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
  static SecretKey generate(Random& random) { return SecretKey(random.bytes<32>()); }
  static Result<SecretKey> from_bytes(ByteView bytes);
  ~SecretKey();
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ByteView view() const { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_{};
};

// AES-256-GCM. A sealed text is nonce (12) ‖ ciphertext ‖ tag (16); `context` is authenticated with it,
// so a sealed text moved to another row or object does not open.
inline constexpr std::size_t seal_overhead_bytes = 28;
Bytes seal(const SecretKey& key, ByteView plain, std::string_view context, Random& random);
// Fails with kind internal, code "unsealing_failed", when the key, the context or a bit is wrong.
Result<Bytes> unseal(const SecretKey& key, ByteView sealed, std::string_view context);
// The same into `out`, whose memory is used again; empty after a failure.
Result<void> unseal_into(const SecretKey& key, ByteView sealed, std::string_view context, Bytes& out);

// The same without a second buffer, for large texts: `text` turns into its ciphertext where it lies.
struct SealParts {
  std::array<std::uint8_t, 12> nonce{};
  std::array<std::uint8_t, 16> tag{};
};
SealParts seal_in_place(const SecretKey& key, std::span<std::uint8_t> text, std::string_view context, Random& random);
// When it fails, `text` holds nothing that may be used.
Result<void> unseal_in_place(const SecretKey& key, std::span<std::uint8_t> text, const SealParts& parts,
                             std::string_view context);

// A version-4 UUID in canonical form.
std::string make_uuid(Random& random);
// A UUID (version 8) that follows from 16 bytes, e.g. a truncated HMAC.
std::string uuid_from(ByteView sixteen_bytes);
std::optional<std::array<std::uint8_t, 16>> parse_uuid(std::string_view text);
std::string format_uuid(ByteView sixteen_bytes);

}  // namespace lumen
