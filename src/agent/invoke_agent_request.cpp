// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "agent/agent_call_id.h"
#include "agent/invoke_agent_wire.h"
#include "base/crypto.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t session_digits = 32;

json::object function_result(const ToolResult& result, const AgentCallId& id) {
  json::object body{{"TEXT", json::object{{"body", json::serialize(result.content)}}}};
  return {
      {"functionResult",
       json::object{{"actionGroup", id.action_group}, {"function", result.name}, {"responseBody", std::move(body)}}}};
}

json::object api_result(const ToolResult& result, const AgentCallId& id) {
  json::object body{{"application/json", json::object{{"body", json::serialize(result.content)}}}};
  return {{"apiResult", json::object{{"actionGroup", id.action_group},
                                     {"apiPath", "/" + result.name},
                                     {"httpMethod", id.method},
                                     {"httpStatusCode", result.outcome == ToolOutcome::ok ? 200 : 400},
                                     {"responseBody", std::move(body)}}}};
}

// A failed tool is told to the agent, which goes on (REPROMPT); FAILURE would end the session.
json::object one_result(const ToolResult& result, const AgentCallId& id) {
  json::object out = id.method.empty() ? function_result(result, id) : api_result(result, id);
  if (result.outcome == ToolOutcome::error) out.begin()->value().get_object()["responseState"] = "REPROMPT";
  return out;
}

json::object session_state(const std::vector<ToolResult>& results) {
  json::array answers;
  std::string invocation;
  for (const ToolResult& result : results) {
    const AgentCallId id = read_agent_call_id(result.id).value_or(AgentCallId{});
    if (!id.invocation.empty()) invocation = id.invocation;
    answers.push_back(one_result(result, id));
  }
  return {{"invocationId", invocation}, {"returnControlInvocationResults", std::move(answers)}};
}

std::string whole_talk(const ModelRequest& request) {
  std::string text = request.instructions;
  if (!text.empty()) text += "\n\n";
  if (request.transcript.size() == 1) return text + request.transcript.front().text;
  for (const Message& message : request.transcript) {
    if (message.text.empty()) continue;
    text += message.role == Message::Role::user ? "Person: " : "You: ";
    text += message.text + "\n\n";
  }
  return text + "Answer the person's last message.";
}

}  // namespace

std::string invoke_agent_session(const ModelRequest& request) {
  std::string what = request.conversation_id;
  if (request.chat) what += "\n" + std::to_string(request.chat->earlier.size()) + "\n" + request.chat->message;
  return "lumen-" + hex_encode(sha256(as_bytes(what))).substr(0, session_digits);
}

std::string invoke_agent_path(const InvokeAgentOptions& options, const std::string& session) {
  return "/agents/" + percent_encode(options.agent_id) + "/agentAliases/" + percent_encode(options.agent_alias_id) +
         "/sessions/" + percent_encode(session) + "/text";
}

json::object invoke_agent_request(const ModelRequest& request) {
  json::object body{{"enableTrace", true}};
  const Message& last = request.transcript.back();
  if (last.results.empty()) {
    body["inputText"] = whole_talk(request);
  } else {
    body["sessionState"] = session_state(last.results);
  }
  return body;
}

}  // namespace lumen::agent
