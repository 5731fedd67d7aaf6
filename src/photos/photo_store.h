// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: keeps one photo per key, encrypted at rest. It only stores: signatures are checked in api/s3 and
// metadata is removed (photos/strip_metadata.h) before `put`. Thread-safe.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/deadline.h"
#include "base/encoding.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"
#include "domain/ids.h"

namespace lumen::photos {

struct PhotoInfo {
  std::string content_type;       // by magic bytes
  std::string received_md5;       // lower-case hex MD5 of the bytes the client sent: its ETag
  std::string received_sha256;    // lower-case hex SHA-256 of the bytes the client sent
  std::uint64_t size_bytes = 0;   // of the bytes kept
  std::uint16_t orientation = 1;  // EXIF value 1..8
  UnixSeconds created_at_s = 0;
  UnixSeconds expires_at_s = 0;  // unreadable from this second

  friend bool operator==(const PhotoInfo&, const PhotoInfo&) = default;
};

struct Photo {
  PhotoInfo info;
  Bytes bytes;
};

// Whether this `put` stored the photo, or found the same received bytes (a repeated upload), or another
// photo (kept; the new one is not stored). S3 cannot refuse a second body and always answers `stored`.
enum class PutOutcome : std::uint8_t { stored, same, different };

struct PutAnswer {
  PutOutcome outcome = PutOutcome::stored;
  PhotoInfo info;  // of what is kept under the key now
};

class PhotoStore {
 public:
  virtual ~PhotoStore() = default;

  // The name of the adapter and where it keeps things, for the start banner.
  virtual std::string describe() const = 0;

  // Durable when answered. `info.size_bytes` is set here. Errors: storage_full, storage_failed, timed_out.
  virtual Task<Result<PutAnswer>> put(PhotoKey key, PhotoInfo info, Bytes bytes, Deadline deadline) = 0;

  // `not_found` when absent or expired.
  virtual Task<Result<Photo>> get(PhotoKey key, Deadline deadline) = 0;
  virtual Task<Result<PhotoInfo>> head(PhotoKey key, Deadline deadline) = 0;

  // Gone for good when answered; absent is fine.
  virtual Task<Result<void>> remove(PhotoKey key, Deadline deadline) = 0;

  // Removes up to `limit` photos that expired; answers how many. (S3: the bucket's lifecycle does it.)
  virtual Task<Result<int>> remove_expired(int limit, Deadline deadline) = 0;
};

}  // namespace lumen::photos
