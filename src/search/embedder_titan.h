// SPDX-License-Identifier: Apache-2.0
#pragma once
// Amazon Titan Text Embeddings on Bedrock, by InvokeModel: version 1 gives 1,536 numbers, version 2 gives 1,024, 512
// or 256. One text per call, one after the other.
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
// Thread-safe.

#include <string>

#include "aws/signed_remote.h"
#include "search/embedder.h"

namespace lumen::search {

struct TitanOptions {
  std::string model = "amazon.titan-embed-text-v2:0";  // also an ARN or an inference profile
  std::size_t dimensions = 1'024;
  aws::SignedRemoteOptions calls;
};

// The sizes that a model of this name can give, the usual one first; empty for a name that is no Titan text embedder.
std::vector<std::size_t> titan_dimensions(const std::string& model);

class EmbedderTitan final : public Embedder {
 public:
  // `invalid` "bad_setting" for a model that is no Titan text embedder and for a size it does not give. What the tools
  // and the access refer to outlives it.
  static Result<std::unique_ptr<EmbedderTitan>> open(TitanOptions options, aws::ServiceEndpoint endpoint,
                                                     aws::AwsAccess access, http::RemoteTools tools);

  // "titan/MODEL/DIMENSIONS"
  std::string id() const override;
  std::size_t dimensions() const override { return options_.dimensions; }
  bool is_remote() const override { return true; }
  Task<Result<std::vector<Vector>>> embed(std::vector<std::string> texts, Deadline deadline) override;

 private:
  EmbedderTitan(TitanOptions options, aws::ServiceEndpoint endpoint, aws::AwsAccess access, http::RemoteTools tools);
  Task<Result<Vector>> embed_one(std::string text, Deadline deadline);
  std::string body_for(std::string text) const;

  TitanOptions options_;
  std::string path_;
  bool chooses_dimensions_;
  aws::SignedRemote remote_;
};

}  // namespace lumen::search
