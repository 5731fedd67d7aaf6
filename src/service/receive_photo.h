// SPDX-License-Identifier: Apache-2.0
#pragma once
// A photo arrives: checked, freed of its metadata, stored, marked uploaded, a worker woken. When this answers,
// both the photo and its row are durable. Thread-safe.

#include <string>

#include "analyses/analysis_store.h"
#include "base/blocking_pool.h"
#include "base/clock.h"
#include "jobs/work_signal.h"
#include "photos/photo_store.h"

namespace lumen::service {

struct ReceivedPhoto {
  std::string etag;    // hex MD5 of the received bytes, unquoted
  std::string sha256;  // lower-case hex, of the received bytes
};

// What the client promised about the bytes; each is checked when given.
struct PhotoPromise {
  std::optional<std::string> md5;     // lower-case hex
  std::optional<std::string> sha256;  // lower-case hex
};

struct ReceiveSettings {
  std::uint64_t photo_bytes_max = 0;
  std::uint64_t photo_pixels_max = 0;
};

class ReceivePhoto {
 public:
  ReceivePhoto(photos::PhotoStore& photos, analyses::AnalysisStore& analyses, jobs::WorkSignal& signal,
               BlockingPool& pool, const Clock& clock, ReceiveSettings settings);

  // Errors, before anything is stored: `too_large` (photo_too_large, too_many_pixels), `invalid`
  // (unsupported_type, empty_photo, damaged_photo, digest_mismatch), `forbidden` (no such analysis). `conflict`
  // "photo_exists" when another photo was put to this analysis before; the same bytes again are fine.
  Task<Result<ReceivedPhoto>> run(PhotoKey key, Bytes bytes, PhotoPromise promise, Deadline deadline);

 private:
  struct Prepared {
    photos::PhotoInfo info;
    Bytes bytes;
  };
  static Result<Prepared> prepare(Bytes bytes, const PhotoPromise& promise, const ReceiveSettings& settings);

  photos::PhotoStore& photos_;
  analyses::AnalysisStore& analyses_;
  jobs::WorkSignal& signal_;
  BlockingPool& pool_;
  const Clock& clock_;
  ReceiveSettings settings_;
};

}  // namespace lumen::service
