// SPDX-License-Identifier: Apache-2.0
#include "app/remote_knowledge.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "agent/knowledge_source_bedrock.h"
#include "app/aws_part.h"

namespace lumen::app {
namespace {

constexpr std::size_t id_bytes_max = 10;

bool is_knowledge_base_id(const std::string& text) {
  return text.size() <= id_bytes_max &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

}  // namespace

Result<std::unique_ptr<RemoteKnowledge>> RemoteKnowledge::open(const Settings& settings, agent::KnowledgeSource& own,
                                                               RemoteAgents::Tools tools) {
  const std::string& id = settings.agent_knowledge_base_id;
  if (id.empty()) return nullptr;
  if (!is_knowledge_base_id(id)) {
    return fail(invalid("bad_setting", "agent.knowledge_base_id must be 1 to 10 letters and digits."));
  }
  // agent.endpoint is the address of this service only when an agent is asked there too.
  const std::string endpoint = settings.agent_model == "bedrock-agent" ? settings.agent_endpoint : std::string();
  auto part = open_aws_part(aws::bedrock_agent_runtime, {settings.agent_region, endpoint}, settings, ApiKey::not_taken);
  if (!part) {
    part.error().message = "agent.knowledge_base_id: " + part.error().message;
    return fail(std::move(part.error()));
  }
  std::unique_ptr<RemoteKnowledge> remote(new RemoteKnowledge(settings));
  remote->credentials_ = std::move(part->credentials);
  const http::RemoteTools calls{remote->outbound_.client, tools.clock,   tools.random,
                                remote->outbound_.pause,  tools.metrics, tools.log};
  aws::SignedRemoteOptions options;
  options.attempt_time_max = agent::JoinedKnowledge::elsewhere_time_max;
  remote->elsewhere_ = std::make_unique<agent::BedrockKnowledge>(
      id, part->endpoint, aws::AwsAccess{remote->credentials_.get(), ""}, options, calls);
  remote->joined_ = std::make_unique<agent::JoinedKnowledge>(own, *remote->elsewhere_, tools.log, tools.metrics);
  return remote;
}

}  // namespace lumen::app
