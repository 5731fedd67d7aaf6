// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_file.h"

#include <algorithm>
#include <utility>

#include "photos/byte_reader.h"
#include "photos/photo_info_json.h"

namespace lumen::photos {
namespace {

constexpr std::string_view magic{"LUMENPH\x01", 8};
constexpr std::size_t wrapped_key_bytes = SecretKey::size_bytes + seal_overhead_bytes;

std::string key_context(std::string_view name) { return "lumen photo key " + std::string(name); }
std::string info_context(std::string_view name) { return "lumen photo info " + std::string(name); }
std::string body_context(const PhotoKey& key) { return "lumen photo body " + key.path(); }

Error does_not_open(const std::string& name) {
  return internal("photo file " + name + " does not open: damaged, altered, moved or under another master key");
}

void append(Bytes& bytes, ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

void append_u32(Bytes& bytes, std::size_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

// The parts of a file before its body, as views.
struct Head {
  ByteView wrapped_key;
  SealParts body;
  ByteView sealed_info;
  std::size_t size_bytes = 0;
};

std::optional<Head> split(ByteView start) {
  ByteReader reader(start, ByteOrder::little);
  Head head;
  const bool ours = as_text(reader.take(magic.size())) == magic;
  head.wrapped_key = reader.take(wrapped_key_bytes);
  const ByteView nonce = reader.take(head.body.nonce.size());
  const ByteView tag = reader.take(head.body.tag.size());
  head.sealed_info = reader.take(reader.u32());
  if (!ours || !reader.ok()) return std::nullopt;
  std::copy(nonce.begin(), nonce.end(), head.body.nonce.begin());
  std::copy(tag.begin(), tag.end(), head.body.tag.begin());
  head.size_bytes = reader.position();
  return head;
}

Result<SecretKey> unwrap(const SecretKey& master, const Head& head, std::string_view name) {
  const auto raw = unseal(master, head.wrapped_key, key_context(name));
  if (!raw) return fail(raw.error());
  return SecretKey::from_bytes(*raw);
}

Result<PhotoInfo> unseal_info(const SecretKey& own, const Head& head, std::string_view name) {
  const auto text = unseal(own, head.sealed_info, info_context(name));
  if (!text) return fail(text.error());
  return read_photo_info(as_text(*text));
}

}  // namespace

PhotoFile::PhotoFile(const SecretKey& master, Random& random)
    : master_(master), naming_(hmac_sha256(master.view(), as_bytes("lumen photo file names"))), random_(random) {}

std::string PhotoFile::name_of(const PhotoKey& key) const {
  return hex_encode(hmac_sha256(naming_.view(), as_bytes(key.path())));
}

SealedPhoto PhotoFile::seal(const PhotoKey& key, const PhotoInfo& info, Bytes photo) const {
  const std::string name = name_of(key);
  const SecretKey own = SecretKey::generate(random_);
  const SealParts body = seal_in_place(own, photo, body_context(key), random_);
  const Bytes wrapped = lumen::seal(master_, own.view(), key_context(name), random_);
  const Bytes sealed_info = lumen::seal(own, as_bytes(write_photo_info(info)), info_context(name), random_);

  SealedPhoto sealed;
  append(sealed.head, as_bytes(magic));
  append(sealed.head, wrapped);
  append(sealed.head, body.nonce);
  append(sealed.head, body.tag);
  append_u32(sealed.head, sealed_info.size());
  append(sealed.head, sealed_info);
  sealed.body = std::move(photo);
  return sealed;
}

Result<PhotoInfo> PhotoFile::open_info(const std::string& name, ByteView start) const {
  const auto head = split(start);
  if (!head) return fail(does_not_open(name));
  const auto own = unwrap(master_, *head, name);
  if (!own) return fail(does_not_open(name));
  auto info = unseal_info(*own, *head, name);
  if (!info) return fail(does_not_open(name));
  return info;
}

Result<Photo> PhotoFile::open(const PhotoKey& key, Bytes file) const {
  const std::string name = name_of(key);
  const auto head = split(file);
  if (!head) return fail(does_not_open(name));
  const auto own = unwrap(master_, *head, name);
  if (!own) return fail(does_not_open(name));
  auto info = unseal_info(*own, *head, name);
  const std::span<std::uint8_t> body(file.data() + head->size_bytes, file.size() - head->size_bytes);
  if (!info || !unseal_in_place(*own, body, head->body, body_context(key))) return fail(does_not_open(name));
  file.erase(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(head->size_bytes));
  return Photo{std::move(*info), std::move(file)};
}

}  // namespace lumen::photos
