// SPDX-License-Identifier: Apache-2.0
#pragma once
// Passages out of a knowledge base of Amazon Bedrock. Queries leave this machine. Thread-safe.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Retrieve.html

#include <string>
#include <string_view>
#include <vector>

#include "agent/knowledge_source.h"
#include "aws/signed_remote.h"
#include "base/json.h"

namespace lumen::agent {

class BedrockKnowledge final : public KnowledgeSource {
 public:
  // `endpoint` is that of aws::bedrock_agent_runtime. What `access` and `tools` refer to outlives it.
  BedrockKnowledge(std::string knowledge_base_id, aws::ServiceEndpoint endpoint, aws::AwsAccess access,
                   aws::SignedRemoteOptions remote, http::RemoteTools tools);

  std::string describe() const override;
  Task<Result<std::vector<FoundPassage>>> retrieve(std::string query, int limit, Deadline deadline) override;

 private:
  std::string knowledge_base_id_;  // 1..10 of [0-9a-zA-Z]
  aws::SignedRemote remote_;
};

std::string retrieve_path(const std::string& knowledge_base_id);
json::object retrieve_request(std::string_view query, int limit);

inline constexpr std::size_t passage_bytes_max = 4'000;  // longer ones are cut
inline constexpr std::size_t retrieve_answer_bytes_max = 512 * 1024;

// The best `limit` passages of text, each once; pictures and rows are left out. "remote_bad_answer" for what Retrieve
// does not answer.
Result<std::vector<FoundPassage>> read_retrieve_answer(std::string_view body, int limit);

}  // namespace lumen::agent
