// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_model_converse.h"

#include <utility>

#include "agent/bedrock_turn.h"

namespace lumen::agent {

ConverseModel::ConverseModel(ConverseOptions options, aws::ServiceEndpoint endpoint, aws::AwsAccess access,
                             aws::SignedRemoteOptions remote, http::RemoteTools tools)
    : options_(std::move(options)),
      remote_("agent_bedrock_converse", std::move(endpoint), std::move(access), remote, tools),
      guardrail_stops_(guardrail_counter(tools.metrics, "bedrock-converse")) {}

std::string ConverseModel::describe() const {
  return "bedrock-converse " + options_.model_id + " in " + remote_.endpoint().region;
}

Task<Result<ModelTurn>> ConverseModel::turn(ModelRequest request, Deadline deadline) {
  aws::ServiceCall call;
  call.path = converse_path(options_.model_id);
  call.headers.add("Accept", "application/json");
  call.body = json::serialize(converse_request(request, options_));
  call.answer_bytes_max = converse_answer_bytes_max;

  // Read while it is judged, so that an answer that makes no sense counts as a failure of the remote part.
  Result<ModelTurn> turn = fail(bad_answer("converse: no answer"));
  http::Remote::Judge judge = [&turn, this](const http::HttpAnswer& answer) -> Result<void> {
    turn = read_converse_answer(answer.body, options_.prices);
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
