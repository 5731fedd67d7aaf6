// SPDX-License-Identifier: Apache-2.0
#pragma once
// Upload URLs of the embedded edition: path-style S3 URLs of this server, with real SigV4 query signatures
// made with a key of its own (api/s3 checks them). Thread-safe.

#include <string>

#include "aws/sigv4.h"
#include "photos/upload_url_signer.h"

namespace lumen::photos {

class UploadUrlSignerEmbedded final : public UploadUrlSigner {
 public:
  UploadUrlSignerEmbedded(std::string bucket, std::string region, aws::Credentials credentials)
      : bucket_(std::move(bucket)), credentials_(std::move(credentials)), signer_(std::move(region), "s3") {}

  Result<SignedUpload> sign(const UploadTerms& terms) const override;

 private:
  std::string bucket_;
  aws::Credentials credentials_;
  mutable aws::Signer signer_;  // keeps derived keys; thread-safe
};

}  // namespace lumen::photos
