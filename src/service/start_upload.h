// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person asks where to put a photo. The row is durable before the URL is answered. Thread-safe.

#include <optional>
#include <string>

#include "analyses/analysis_store.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/random.h"
#include "photos/upload_url_signer.h"

namespace lumen::service {

struct UploadWish {
  std::string server_url;  // how the client reaches this server
  std::optional<std::string> content_type;
  std::optional<std::uint64_t> content_length;
  std::optional<std::string> sha256;  // lower-case hex of the bytes to come
  std::optional<std::string> idempotency_key;
};

struct UploadPermit {
  AnalysisId id;
  photos::SignedUpload upload;
  int expires_in_s = 0;
};

struct UploadSettings {
  std::uint64_t photo_bytes_max = 0;
  int retention_days = 30;
  int url_life_s = 900;
};

class StartUpload {
 public:
  StartUpload(analyses::AnalysisStore& analyses, const photos::UploadUrlSigner& signer, const Clock& clock,
              Random& random, SecretKey idempotency_secret, UploadSettings settings);

  // `invalid` for a type that is not accepted ("unsupported_type"), `too_large` for a declared length over
  // the limit, both before anything is stored. The same owner and idempotency key give the same analysis.
  Task<Result<UploadPermit>> run(UserId owner, UploadWish wish, Deadline deadline);

 private:
  Result<void> check(const UploadWish& wish) const;
  AnalysisId make_id(const UserId& owner, const UploadWish& wish);

  analyses::AnalysisStore& analyses_;
  const photos::UploadUrlSigner& signer_;
  const Clock& clock_;
  Random& random_;
  SecretKey idempotency_secret_;
  UploadSettings settings_;
};

}  // namespace lumen::service
