// SPDX-License-Identifier: Apache-2.0
#include "identity/signing_keys.h"

#include <sodium.h>

#include "base/files.h"
#include "base/json.h"

namespace lumen::identity {
namespace {

constexpr std::string_view file_header = "lumen signing key 1\n";
constexpr std::size_t file_bytes_max = 16'384;

Error damaged(const std::filesystem::path& file, std::string detail) {
  Error error = internal(std::move(detail));
  error.code = "key_file_damaged";
  error.message = "The key file " + file.string() +
                  " is damaged or belongs to another data folder. Put it back from a backup, or move it away: a new "
                  "key is made then, and everybody signs in again.";
  return error;
}

std::string context_of(const std::filesystem::path& file) { return "signing-key:" + file.filename().string(); }

Result<RsaKey> load(const std::filesystem::path& file, const SecretKey& master) {
  const auto bytes = read_file(file, file_bytes_max);
  if (!bytes) {
    if (bytes.error().kind == ErrorKind::too_large) return fail(damaged(file, "the file is too large"));
    return fail(bytes.error());
  }
  if (!as_text(*bytes).starts_with(file_header)) return fail(damaged(file, "no key file header"));
  auto der = unseal(master, ByteView(*bytes).subspan(file_header.size()), context_of(file));
  if (!der) return fail(damaged(file, der.error().detail));
  auto key = RsaKey::from_der(*der);
  sodium_memzero(der->data(), der->size());
  if (!key) return fail(damaged(file, key.error().detail));
  return key;
}

Result<RsaKey> make(const std::filesystem::path& file, const SecretKey& master, Random& random) {
  auto key = RsaKey::generate();
  if (!key) return key;
  Bytes der = key->to_der();
  const Bytes sealed = seal(master, der, context_of(file), random);
  sodium_memzero(der.data(), der.size());
  Bytes bytes(file_header.begin(), file_header.end());
  bytes.insert(bytes.end(), sealed.begin(), sealed.end());
  if (auto written = write_file_durably(file, bytes); !written) return fail(written.error());
  return key;
}

Result<RsaKey> load_or_make(const std::filesystem::path& file, const SecretKey& master, Random& random) {
  auto key = load(file, master);
  const bool absent = !key && key.error().kind == ErrorKind::not_found;
  return absent ? make(file, master, random) : key;
}

json::object jwk(const RsaKey& key) {
  return {{"kid", key.kid()},    {"alg", "RS256"},     {"kty", "RSA"},
          {"e", key.exponent()}, {"n", key.modulus()}, {"use", "sig"}};
}

}  // namespace

Result<SigningKeys> SigningKeys::open(const std::filesystem::path& folder, const SecretKey& master, Random& random) {
  auto id_token = load_or_make(folder / "id_token.key", master, random);
  if (!id_token) return fail(id_token.error());
  auto access_token = load_or_make(folder / "access_token.key", master, random);
  if (!access_token) return fail(access_token.error());
  return SigningKeys(std::move(*id_token), std::move(*access_token));
}

Result<SigningKeys> SigningKeys::generate() {
  auto id_token = RsaKey::generate();
  if (!id_token) return fail(id_token.error());
  auto access_token = RsaKey::generate();
  if (!access_token) return fail(access_token.error());
  return SigningKeys(std::move(*id_token), std::move(*access_token));
}

std::string SigningKeys::jwks() const {
  const json::object document{{"keys", json::array{jwk(id_token_), jwk(access_token_)}}};
  return json::serialize(document);
}

}  // namespace lumen::identity
