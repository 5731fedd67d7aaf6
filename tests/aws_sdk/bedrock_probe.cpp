// SPDX-License-Identifier: Apache-2.0
// Prints how Lumen reads the answers that the tests make up, or makes the calls that it makes of Bedrock:
//
//   lumen-bedrock-probe answers          JSON: [{name, call, status, headers, body (base64), read}]
//   lumen-bedrock-probe calls URL        each kind of call once, to a server that refuses all of them
//
// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY sign the calls.

#include <cstdio>
#include <functional>
#include <string_view>

#include "agent/agent_call_id.h"
#include "agent/agent_model_converse.h"
#include "agent/agent_model_invoke_agent.h"
#include "agent/instructions.h"
#include "agent/knowledge_source_bedrock.h"
#include "agent/test_cases.h"
#include "agent/testing/bedrock_samples.h"
#include "aws/credentials_static.h"
#include "aws/remote_failure.h"
#include "base/run_blocking.h"

using namespace lumen;
using namespace lumen::agent;

namespace {

constexpr const char* region = "us-west-2";
constexpr const char* answer_text = R"({"summary":"Señora, “signs of acne” were measured: 12 % of the left cheek."})";

// ---- answers

json::object as_json(const ModelTurn& turn) {
  json::array calls;
  for (const ToolCall& call : turn.calls) {
    calls.push_back({{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
  }
  json::array cited;
  for (const Citation& one : turn.citations) cited.push_back(json::value(one.url));
  return {{"answer", turn.answer},         {"calls", std::move(calls)},
          {"input", turn.usage.input},     {"output", turn.usage.output},
          {"citations", std::move(cited)}, {"refusal", turn.refusal ? turn.refusal->code : ""}};
}

json::object read_turn(const Result<ModelTurn>& turn) {
  if (turn) return as_json(*turn);
  return {{"error", turn.error().code}};
}

json::object read_passages(const Result<std::vector<FoundPassage>>& passages) {
  if (!passages) return {{"error", passages.error().code}};
  json::array texts;
  for (const FoundPassage& one : *passages) texts.push_back({{"text", one.text}, {"url", one.citation.url}});
  return {{"passages", std::move(texts)}};
}

using Reader = std::function<json::object(const std::string& body)>;

json::object answer_row(const char* name, const char* call, const testing::WireAnswer& answer, const Reader& read) {
  http::HttpAnswer whole;
  whole.status = answer.status;
  whole.body = answer.body;
  json::object headers;
  for (const auto& [key, value] : answer.headers) {
    headers[key] = value;
    whole.headers.add(key, value);
  }
  const auto judged = aws::judge_answer(whole);
  json::object seen = judged ? read(answer.body) : json::object{{"error", judged.error().code}};
  return {{"name", name},
          {"call", call},
          {"status", answer.status},
          {"headers", std::move(headers)},
          {"body", base64_encode(as_bytes(answer.body))},
          {"read", std::move(seen)}};
}

std::vector<ToolCall> some_calls() {
  return {{"", "search_products", json::object{{"query", "mild “cleanser”"}, {"limit", 3}}},
          {"", "get_products_by_condition", json::object{{"condition", "acne"}}}};
}

json::array all_answers() {
  using namespace lumen::agent::testing;
  const std::vector<ToolSpec> tools = {search_products_tool({}).spec, products_by_condition_tool({}).spec};
  const Reader converse = [](const std::string& body) { return read_turn(read_converse_answer(body, {})); };
  const Reader agent = [&](const std::string& body) { return read_turn(read_invoke_agent_answer(body, tools, {})); };
  const Reader passages = [](const std::string& body) { return read_passages(read_retrieve_answer(body, 20)); };
  json::array rows;
  const auto add = [&](const char* name, const char* call, const WireAnswer& answer, const Reader& read) {
    rows.push_back(answer_row(name, call, answer, read));
  };
  add("a text", "converse", converse_text(answer_text), converse);
  add("two calls", "converse", converse_calls(some_calls()), converse);
  add("a guardrail's stop", "converse", converse_stopped("guardrail_intervened", guardrail_text), converse);
  add("cut off", "converse", converse_stopped("max_tokens", "{\"summ"), converse);
  add("reasoning before a text", "converse",
      converse_of({json::object{{"reasoningContent", {{"reasoningText", {{"text", "hm"}}}}}},
                   json::object{{"text", answer_text}}},
                  "end_turn"),
      converse);
  add("throttled", "converse", bedrock_error(429, "ThrottlingException"), converse);
  add("not ready", "converse", bedrock_error(429, "ModelNotReadyException"), converse);
  add("not allowed", "converse", bedrock_error(403, "AccessDeniedException"), converse);
  add("a text", "invokeAgent", agent_text(answer_text), agent);
  add("two calls of functions", "invokeAgent", agent_calls(some_calls()), agent);
  add("two calls of an API", "invokeAgent", agent_api_calls(some_calls()), agent);
  add("a guardrail's stop", "invokeAgent", agent_guardrail(guardrail_text), agent);
  add("throttled inside", "invokeAgent", agent_stream({agent_chunk("half"), agent_exception("throttlingException")}),
      agent);
  add("failed inside", "invokeAgent", agent_stream({agent_exception("dependencyFailedException")}), agent);
  add("session in use", "invokeAgent", bedrock_error(409, "ConflictException"), agent);
  add("passages", "retrieve", retrieve_passages(), passages);
  add("no knowledge base", "retrieve", bedrock_error(404, "ResourceNotFoundException"), passages);
  return rows;
}

// ---- calls

ModelRequest question() {
  const SkinCase skin_case = test_cases::make(test_cases::prediction(Label::acne, 0.5));
  ModelRequest request;
  request.skin_case = std::make_shared<const SkinCase>(skin_case);
  request.instructions = explain_instructions();
  request.transcript = {Message{Message::Role::user, explain_question(skin_case), {}, {}}};
  request.tools = {search_products_tool({}).spec, products_by_condition_tool({}).spec,
                   analyze_skin_condition_tool(skin_case).spec};
  request.conversation_id = "analysis-" + skin_case.analysis.text();
  return request;
}

// The same after two calls, one of which failed; their ids as the model gave them.
ModelRequest with_results(std::vector<std::string> ids) {
  ModelRequest request = question();
  Message asked{Message::Role::model, "Let me look.", some_calls(), {}};
  Message results;
  for (std::size_t i = 0; i < asked.calls.size(); ++i) {
    asked.calls[i].id = ids[i];
    const bool failed = i == 1;
    json::object content{{"products", json::array{json::object{{"product_id", "p-1"}, {"price", 9.5}}}}};
    if (failed) content = {{"error", {{"code", "unavailable"}, {"message", "Not now."}}}};
    results.results.push_back({ids[i], asked.calls[i].name, failed ? ToolOutcome::error : ToolOutcome::ok, content});
  }
  request.transcript.push_back(std::move(asked));
  request.transcript.push_back(std::move(results));
  return request;
}

struct Bench {
  http::HttpClient client;
  SystemClock clock;
  SystemRandom random;
  http::TimerPause pause;
  NullLog log;
  http::RemoteTools tools() { return {client, clock, random, pause, null_metrics(), log}; }
};

aws::ServiceEndpoint endpoint_at(const aws::AwsService& service, const std::string& url) {
  auto endpoint =
      aws::resolve_endpoint(service, {region, url}, aws::process_environment(), http::PlainHttp::loopback_only);
  return endpoint.value();
}

void ask(AgentModel& model, ModelRequest request) {
  (void)run_blocking(model.turn(std::move(request), Deadline::after(std::chrono::seconds(30))));
}

void make_calls(const std::string& url) {
  auto credentials = aws::find_static_credentials(aws::process_environment()).value();
  const aws::AwsAccess access{credentials.get(), ""};
  const aws::SignedRemoteOptions once{.attempts_max = 1};
  Bench bench;
  const aws::ServiceEndpoint runtime = endpoint_at(aws::bedrock_runtime, url);
  const aws::ServiceEndpoint agents = endpoint_at(aws::bedrock_agent_runtime, url);

  const char* profile = "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-v1:0";
  ConverseModel plain({"anthropic.claude-3-sonnet-20240229-v1:0", "", "", 0.7, 2'048, {}}, runtime, access, once,
                      bench.tools());
  ConverseModel guarded({profile, "gr123abc", "DRAFT", 0.25, 1'000, {}}, runtime, access, once, bench.tools());
  ask(plain, question());
  ask(plain, with_results({"tooluse_abc", "tooluse_def"}));
  ask(guarded, question());

  InvokeAgentModel agent({"AGENT12345", "TSTALIASID", {}}, agents, access, once, bench.tools());
  ask(agent, question());
  ask(agent, with_results({to_text({0, "LumenTools", "", "inv-1"}), to_text({1, "LumenTools", "", "inv-1"})}));
  ModelRequest other =
      with_results({to_text({0, "LumenApi", "POST", "inv-2"}), to_text({1, "LumenApi", "GET", "inv-2"})});
  other.conversation_id = "chat-a.b:c_d";
  ask(agent, std::move(other));

  BedrockKnowledge knowledge("KB12345678", agents, access, once, bench.tools());
  (void)run_blocking(knowledge.retrieve("Öl und “Pickel”?", 5, Deadline::after(std::chrono::seconds(30))));
}

}  // namespace

int main(int count, char** words) {
  const std::string_view what = count > 1 ? words[1] : "";
  if (what == "answers" && count == 2) {
    std::puts(json::serialize(all_answers()).c_str());
    return 0;
  }
  if (what == "calls" && count == 3) {
    make_calls(words[2]);
    return 0;
  }
  std::fputs("usage: lumen-bedrock-probe answers | calls URL\n", stderr);
  return 2;
}
