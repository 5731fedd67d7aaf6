// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: makes the presigned URL to which a client PUTs its photo. Pure computation. Thread-safe.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "domain/ids.h"

namespace lumen::photos {

struct UploadTerms {
  PhotoKey key;
  std::string server_url;  // "http://localhost:8080" + base path, as the client reaches us; unused by S3
  UnixSeconds now_s = 0;
  int expires_in_s = 900;
  std::optional<std::string> content_type;      // signed when given
  std::optional<std::uint64_t> content_length;  // signed when given
  std::optional<std::string> sha256;            // lower-case hex; signed as x-amz-checksum-sha256 when given
};

struct SignedUpload {
  std::string url;
  std::map<std::string, std::string> headers;  // to be sent exactly so
};

class UploadUrlSigner {
 public:
  virtual ~UploadUrlSigner() = default;
  virtual Result<SignedUpload> sign(const UploadTerms& terms) const = 0;
};

}  // namespace lumen::photos
