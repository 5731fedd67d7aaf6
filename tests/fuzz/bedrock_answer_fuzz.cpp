// SPDX-License-Identifier: Apache-2.0
// Any answer of Bedrock's models and knowledge bases: a turn or passages within their bounds, or an error that blames
// the remote part. An event stream's payload is what is fuzzed; event_stream_fuzz.cpp does its frames.

#include "agent/agent_call_id.h"
#include "agent/converse_wire.h"
#include "agent/invoke_agent_wire.h"
#include "agent/knowledge_source_bedrock.h"
#include "agent/testing/bedrock_samples.h"
#include "base/encoding.h"
#include "tests/fuzz/fuzz.h"

using lumen::fuzz::require;
using namespace lumen::agent;

namespace {

constexpr int passages_max = 3;

void check(const lumen::Result<ModelTurn>& turn) {
  if (!turn) {
    require(turn.error().kind == lumen::ErrorKind::unavailable, "a bad answer is the remote part's fault");
    return;
  }
  require(turn->answer.size() <= AgentModel::answer_bytes_max, "an answer has a bound");
  require(lumen::is_utf8(turn->answer), "an answer is text");
  require(turn->usage.input >= 0 && turn->usage.output >= 0 && turn->usage.cost_usd >= 0,
          "usage is no less than nothing");
  require(!turn->refusal || (turn->calls.empty() && turn->answer.empty()) || turn->refusal->code == "context_too_long",
          "a refused turn says nothing");
  for (const ToolCall& call : turn->calls) require(!call.name.empty() || !call.id.empty(), "a call can be told");
}

void check_agent(std::string_view text) {
  const std::vector<ToolSpec> tools = {search_products_tool({}).spec};
  std::string stream;
  for (const char* type : {"trace", "returnControl", "chunk"}) {
    lumen::aws::EventMessage event = testing::agent_event(type, {});
    event.payload = text;
    const std::string one = lumen::aws::encode_event(event);
    check(read_invoke_agent_answer(one, tools, {1, 1}));
    stream += one;
  }
  const auto turn = read_invoke_agent_answer(stream, tools, {1, 1});
  check(turn);
  if (!turn) return;
  for (const ToolCall& call : turn->calls)
    require(read_agent_call_id(call.id).has_value(), "a call finds its way back");
}

void check_passages(std::string_view text) {
  const auto passages = read_retrieve_answer(text, passages_max);
  if (!passages) return;
  require(passages->size() <= passages_max, "no more passages than asked for");
  for (std::size_t i = 0; i < passages->size(); ++i) {
    const FoundPassage& one = (*passages)[i];
    require(!one.text.empty() && one.text.size() <= passage_bytes_max && lumen::is_utf8(one.text), "a passage is text");
    require(!one.citation.title.empty(), "a passage has a title");
    require(one.citation.url.empty() || one.citation.url.starts_with("https://"), "a link is https");
    require(i == 0 || (*passages)[i - 1].score >= one.score, "the best comes first");
  }
}

// The payload of the only event of this type.
lumen::Bytes payload_of(const testing::WireAnswer& answer, std::string_view type) {
  const auto events = lumen::aws::decode_event_stream(answer.body);
  for (const auto& event : *events) {
    if (event.text(":event-type") == type) return lumen::fuzz::text_seed(event.payload);
  }
  return {};
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  const std::vector<ToolCall> calls = {{"", "search_products", json::object{{"query", "x"}, {"limit", 3}}}};
  return {text_seed(testing::converse_text("{}").body),
          text_seed(testing::converse_calls(calls).body),
          text_seed(testing::converse_stopped("guardrail_intervened", "no").body),
          payload_of(testing::agent_text("Use a mild cleanser."), "chunk"),
          payload_of(testing::agent_text("x"), "trace"),
          payload_of(testing::agent_guardrail("x"), "trace"),
          payload_of(testing::agent_calls(calls), "returnControl"),
          payload_of(testing::agent_api_calls(calls), "returnControl"),
          text_seed(testing::retrieve_passages().body)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  check(read_converse_answer(text, {1, 1}));
  check_agent(text);
  check_passages(text);
  if (const auto id = read_agent_call_id(text)) require(id->number >= 0 || text.front() == '-', "a number is a number");
  return 0;
}
