// SPDX-License-Identifier: Apache-2.0
#include "agent/testing/bedrock_samples.h"

#include "base/encoding.h"

namespace lumen::agent::testing {
namespace {

WireAnswer json_answer(const json::value& body) {
  return {200, {{"Content-Type", "application/json"}, {"x-amzn-RequestId", "request-1"}}, json::serialize(body)};
}

json::object usage_of(int input, int output) {
  return {{"inputTokens", input}, {"outputTokens", output}, {"totalTokens", input + output}};
}

aws::EventMessage trace_event(json::object trace) {
  return agent_event("trace", {{"agentId", "AGENT12345"},
                               {"agentAliasId", "TSTALIASID"},
                               {"agentVersion", "DRAFT"},
                               {"sessionId", "analysis-1"},
                               {"eventTime", "2026-01-15T10:30:00Z"},
                               {"trace", std::move(trace)}});
}

std::vector<aws::EventMessage> usage_traces() {
  const auto output = [](const char* step, int input_tokens, int output_tokens) {
    json::object metadata{{"usage", json::object{{"inputTokens", input_tokens}, {"outputTokens", output_tokens}}}};
    json::object model{{"modelInvocationOutput", json::object{{"traceId", "t-1"}, {"metadata", std::move(metadata)}}}};
    return trace_event({{step, std::move(model)}});
  };
  json::object rationale{{"rationale", json::object{{"traceId", "t-0"}, {"text", "I look up products."}}}};
  return {trace_event({{"orchestrationTrace", std::move(rationale)}}), output("preProcessingTrace", 12, 8),
          output("orchestrationTrace", sample_input_tokens - 12, sample_output_tokens - 8)};
}

// Every parameter as a text, with the type that an agent would say.
json::array parameters_of(const json::value& arguments) {
  json::array parameters;
  for (const auto& [name, value] : arguments.as_object()) {
    const bool is_text = value.is_string();
    const std::string text = is_text ? std::string(value.get_string()) : json::serialize(value);
    parameters.push_back(json::object{{"name", name}, {"type", is_text ? "string" : "integer"}, {"value", text}});
  }
  return parameters;
}

WireAnswer control(json::array inputs) {
  std::vector<aws::EventMessage> events = usage_traces();
  events.push_back(agent_event("returnControl", {{"invocationId", "inv-1"}, {"invocationInputs", std::move(inputs)}}));
  return agent_stream(events);
}

json::object attribution(const std::string& text) {
  const std::size_t end = text.empty() ? 0 : text.size() - 1;
  json::object part{{"textResponsePart", {{"text", text}, {"span", {{"start", 0}, {"end", end}}}}}};
  json::object reference{{"content", {{"type", "TEXT"}, {"text", "Cleanse twice a day."}}},
                         {"location", {{"type", "WEB"}, {"webLocation", {{"url", "https://care.example/cleansing"}}}}},
                         {"metadata", {{"title", "Cleansing"}, {"source", "Care Society, 2025"}}}};
  json::object citation{{"generatedResponsePart", std::move(part)},
                        {"retrievedReferences", json::array{std::move(reference)}}};
  return {{"citations", json::array{std::move(citation)}}};
}

}  // namespace

WireAnswer converse_of(json::array content, const std::string& stop_reason) {
  return json_answer({{"output", {{"message", {{"role", "assistant"}, {"content", std::move(content)}}}}},
                      {"stopReason", stop_reason},
                      {"usage", usage_of(sample_input_tokens, sample_output_tokens)},
                      {"metrics", {{"latencyMs", 1'312}}}});
}

WireAnswer converse_text(const std::string& text) {
  return converse_of(json::array{json::object{{"text", text}}}, "end_turn");
}

WireAnswer converse_calls(const std::vector<ToolCall>& calls) {
  json::array content{json::object{{"text", "Let me look."}}};
  for (const ToolCall& call : calls) {
    json::object use{
        {"toolUseId", "tooluse_" + std::to_string(content.size() - 1)}, {"name", call.name}, {"input", call.arguments}};
    content.push_back(json::object{{"toolUse", std::move(use)}});
  }
  return converse_of(std::move(content), "tool_use");
}

WireAnswer converse_stopped(const std::string& stop_reason, const std::string& text) {
  return converse_of(json::array{json::object{{"text", text}}}, stop_reason);
}

WireAnswer bedrock_error(int status, const std::string& name) {
  return {status,
          {{"Content-Type", "application/json"}, {"x-amzn-ErrorType", name}, {"x-amzn-RequestId", "request-1"}},
          R"({"message":"Not now."})"};
}

aws::EventMessage agent_event(const std::string& type, const json::object& payload) {
  return {{{":event-type", type},
           {":content-type", std::string("application/json")},
           {":message-type", std::string("event")}},
          json::serialize(payload)};
}

aws::EventMessage agent_exception(const std::string& type) {
  return {{{":exception-type", type},
           {":content-type", std::string("application/json")},
           {":message-type", std::string("exception")}},
          R"({"message":"Not now."})"};
}

aws::EventMessage agent_error() {
  return {{{":error-code", std::string("InternalFailure")},
           {":error-message", std::string("It broke.")},
           {":message-type", std::string("error")}},
          ""};
}

aws::EventMessage agent_chunk(const std::string& text) {
  return agent_event("chunk", {{"bytes", base64_encode(as_bytes(text))}});
}

WireAnswer agent_stream(const std::vector<aws::EventMessage>& events) {
  WireAnswer answer{200,
                    {{"Content-Type", "application/vnd.amazon.eventstream"},
                     {"x-amzn-bedrock-agent-content-type", "application/json"},
                     {"x-amz-bedrock-agent-session-id", "analysis-1"}},
                    ""};
  for (const aws::EventMessage& event : events) answer.body += encode_event(event);
  return answer;
}

WireAnswer agent_text(const std::string& text) {
  std::vector<aws::EventMessage> events = usage_traces();
  // Cut anywhere: characters may be cut through.
  const std::size_t third = text.size() / 3;
  for (std::size_t part = 0; part < 3; ++part) {
    const std::string piece = text.substr(part * third, part == 2 ? std::string::npos : third);
    json::object chunk{{"bytes", base64_encode(as_bytes(piece))}};
    if (part == 0) chunk["attribution"] = attribution(piece);
    events.push_back(agent_event("chunk", chunk));
  }
  events.push_back(agent_event("somethingNew", {{"a", 1}}));
  return agent_stream(events);
}

WireAnswer agent_calls(const std::vector<ToolCall>& calls) {
  json::array inputs;
  for (const ToolCall& call : calls) {
    json::object input{{"actionGroup", "LumenTools"},
                       {"function", call.name},
                       {"parameters", parameters_of(call.arguments)},
                       {"actionInvocationType", "RESULT"}};
    inputs.push_back(json::object{{"functionInvocationInput", std::move(input)}});
  }
  return control(std::move(inputs));
}

WireAnswer agent_api_calls(const std::vector<ToolCall>& calls) {
  json::array inputs;
  for (const ToolCall& call : calls) {
    json::object form{{"application/json", {{"properties", parameters_of(call.arguments)}}}};
    json::object input{{"actionGroup", "LumenApi"},
                       {"httpMethod", "POST"},
                       {"apiPath", "/" + call.name},
                       {"requestBody", {{"content", std::move(form)}}}};
    inputs.push_back(json::object{{"apiInvocationInput", std::move(input)}});
  }
  return control(std::move(inputs));
}

WireAnswer agent_guardrail(const std::string& text) {
  std::vector<aws::EventMessage> events = usage_traces();
  events.push_back(trace_event({{"guardrailTrace", {{"traceId", "t-2"}, {"action", "INTERVENED"}}}}));
  events.push_back(agent_chunk(text));
  return agent_stream(events);
}

WireAnswer retrieve_passages() {
  const auto s3 = [](const char* uri) { return json::object{{"type", "S3"}, {"s3Location", {{"uri", uri}}}}; };
  const auto text = [](const char* words) { return json::object{{"type", "TEXT"}, {"text", words}}; };
  json::array results;
  results.push_back({{"content", text("A gentle cleanser is enough.")},
                     {"location", s3("s3://care/notes/cleansing.txt")},
                     {"score", 0.9}});
  results.push_back({{"content", {{"type", "IMAGE"}, {"byteContent", "data:image/png;base64,AAAA"}}},
                     {"location", s3("s3://care/picture.png")},
                     {"score", 0.8}});
  results.push_back({{"content", text("Use sunscreen each morning.")},
                     {"location", {{"type", "WEB"}, {"webLocation", {{"url", "https://care.example/sun"}}}}},
                     {"score", 0.7}});
  results.push_back(
      {{"content", text("Niacinamide calms redness.")},
       {"location", s3("s3://care/niacinamide.pdf")},
       {"score", 0.6},
       {"metadata", {{"title", "Niacinamide"}, {"source", "Care Society, 2025"}, {"url", "https://care.example/n"}}}});
  return json_answer({{"retrievalResults", std::move(results)}});
}

}  // namespace lumen::agent::testing
