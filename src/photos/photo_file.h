// SPDX-License-Identifier: Apache-2.0
#pragma once
// The form of one photo on disk, and nothing of where it lies:
//
//   "LUMENPH" ‖ version (1) ‖ wrapped key (60) ‖ nonce (12) and tag (16) of the body ‖ size of the info (4, little
//   endian) ‖ sealed info ‖ body
//
// Every photo has a fresh key, wrapped by the master key. The body and the info are sealed with it by AES-256-GCM.
// The file's name is an HMAC of the object key under a key made from the master key, so a name tells nothing and
// cannot be guessed from an e-mail address. Authenticated with the wrapped key and the info is that name, with the
// body the object key: bytes moved to another name do not open. Thread-safe.

#include <string>

#include "base/crypto.h"
#include "photos/photo_store.h"

namespace lumen::photos {

struct SealedPhoto {
  Bytes head;  // all before the body
  Bytes body;
};

class PhotoFile {
 public:
  // `info` and what is before it fit into the first bytes of a file.
  static constexpr std::size_t head_bytes_max = 4096;

  PhotoFile(const SecretKey& master, Random& random);

  // 64 characters of 0-9 a-f.
  std::string name_of(const PhotoKey& key) const;

  // Uses the photo's own buffer for the body.
  SealedPhoto seal(const PhotoKey& key, const PhotoInfo& info, Bytes photo) const;

  // `start`: the file's first `head_bytes_max` bytes, or more. Errors: `internal` when a bit or the master key is
  // wrong or the file was moved.
  Result<PhotoInfo> open_info(const std::string& name, ByteView start) const;
  Result<Photo> open(const PhotoKey& key, Bytes file) const;

 private:
  SecretKey master_;
  SecretKey naming_;
  Random& random_;
};

}  // namespace lumen::photos
