// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_model_invoke_agent.h"

#include <utility>

#include "agent/bedrock_turn.h"

namespace lumen::agent {

InvokeAgentModel::InvokeAgentModel(InvokeAgentOptions options, aws::ServiceEndpoint endpoint, aws::AwsAccess access,
                                   aws::SignedRemoteOptions remote, http::RemoteTools tools)
    : options_(std::move(options)),
      remote_("agent_bedrock_agent", std::move(endpoint), std::move(access), remote, tools),
      guardrail_stops_(guardrail_counter(tools.metrics, "bedrock-agent")) {}

std::string InvokeAgentModel::describe() const {
  return "bedrock-agent " + options_.agent_id + "/" + options_.agent_alias_id + " in " + remote_.endpoint().region;
}

Task<Result<ModelTurn>> InvokeAgentModel::turn(ModelRequest request, Deadline deadline) {
  std::string session = invoke_agent_session(request);
  aws::ServiceCall call;
  call.path = invoke_agent_path(options_, session);
  call.headers.add("Accept", "application/vnd.amazon.eventstream");
  call.body = json::serialize(invoke_agent_request(request));
  call.answer_bytes_max = invoke_agent_answer_bytes_max;

  auto waiting = sessions_.wait(std::move(session), deadline);
  auto place = co_await std::move(waiting);
  if (!place) co_return fail(std::move(place.error()));

  // Read while it is judged: an exception inside the stream is a failure of the call like one with a status.
  Result<ModelTurn> turn = fail(bad_answer("agent: no answer"));
  http::Remote::Judge judge = [&turn, &request, this](const http::HttpAnswer& answer) -> Result<void> {
    turn = read_invoke_agent_answer(answer.body, request.tools, options_.prices);
    if (!turn) return fail(turn.error());
    return {};
  };
  auto calling = remote_.call(std::move(call), std::move(judge), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(as_model_error(std::move(answer.error())));
  if (turn && !turn->guardrails.empty()) guardrail_stops_.increment();
  co_return turn;
}

}  // namespace lumen::agent
