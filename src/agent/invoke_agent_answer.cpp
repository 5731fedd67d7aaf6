// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "agent/agent_call_id.h"
#include "agent/bedrock_reference.h"
#include "agent/bedrock_turn.h"
#include "agent/invoke_agent_wire.h"
#include "aws/remote_failure.h"
#include "base/encoding.h"
#include "http/remote_error.h"

namespace lumen::agent {
namespace {

constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t calls_max = 64;
constexpr std::size_t citations_max = 10;
constexpr aws::EventStreamLimits limits{.message_bytes_max = invoke_agent_answer_bytes_max,
                                        .headers_bytes_max = 128 * 1024};

// A text as what the schema wants; as it is when it is nothing of that kind: the loop then tells the model.
json::value converted(const std::string& text, std::string_view type) {
  if (type == "integer" || type == "number" || type == "array" || type == "object") {
    const auto value = parse_json(text, {.bytes_max = text.size(), .depth_max = 16});
    const bool fits = value && (type == "array"    ? value->is_array()
                                : type == "object" ? value->is_object()
                                                   : value->is_number());
    if (fits) return *value;
  }
  if (type == "boolean" && (iequals(text, "true") || iequals(text, "false"))) return iequals(text, "true");
  return json::value(text);
}

// The type that a tool's schema states for a parameter, else what the agent says.
std::string type_of(const std::vector<ToolSpec>& tools, std::string_view tool, std::string_view parameter,
                    std::string_view told) {
  for (const ToolSpec& spec : tools) {
    const json::object* properties = spec.name == tool ? get_object(spec.parameters, "properties") : nullptr;
    const json::object* property = properties == nullptr ? nullptr : get_object(*properties, parameter);
    if (property == nullptr) continue;
    if (auto type = get_string(*property, "type")) return *type;
  }
  return std::string(told);
}

// [{"name", "type", "value"}, …] into `out`.
void read_parameters(const json::array* parameters, const std::string& tool, const std::vector<ToolSpec>& tools,
                     json::object& out) {
  for (const json::value& value : parameters == nullptr ? json::array() : *parameters) {
    const json::object* one = value.if_object();
    const auto name = one == nullptr ? std::nullopt : get_string(*one, "name");
    const auto text = one == nullptr ? std::nullopt : get_string(*one, "value");
    if (!name || !text) continue;
    out[*name] = converted(*text, type_of(tools, tool, *name, get_string(*one, "type").value_or("string")));
  }
}

// requestBody.content."application/json".properties
const json::array* body_parameters(const json::object& input) {
  const json::object* body = get_object(input, "requestBody");
  const json::object* content = body == nullptr ? nullptr : get_object(*body, "content");
  const json::object* form = content == nullptr ? nullptr : get_object(*content, "application/json");
  return form == nullptr ? nullptr : get_array(*form, "properties");
}

class AnswerReader {
 public:
  AnswerReader(const std::vector<ToolSpec>& tools, const TokenPrices& prices) : tools_(tools), prices_(prices) {}

  Result<void> take(const aws::EventMessage& message) {
    const std::string_view type = message.text(":message-type").value_or("");
    if (type == "exception") return fail(aws::stream_failure(message.text(":exception-type").value_or("")));
    if (type == "error") return fail(aws::stream_failure(message.text(":error-code").value_or("")));
    if (type != "event") return fail(bad_answer("agent: a message without a type"));
    const std::string_view event = message.text(":event-type").value_or("");
    if (event != "chunk" && event != "trace" && event != "returnControl") return {};
    const auto payload =
        read_object(message.payload, limits.message_bytes_max, "agent: an event that is no JSON object");
    if (!payload) return fail(payload.error());
    if (event == "chunk") return take_chunk(*payload);
    if (event == "returnControl") return take_calls(*payload);
    take_trace(*payload);
    return {};
  }

  Result<ModelTurn> finish() {
    if (!has_answer_ && turn_.calls.empty() && !guardrail_) {
      if (failed_) return fail(http::remote_error("remote_fault", "agent: a failure in its trace"));
      return fail(http::remote_error("remote_broke_off", "agent: the stream ended without an answer"));
    }
    if (!is_utf8(turn_.answer)) return fail(bad_answer("agent: an answer that is no UTF-8"));
    turn_.usage = usage_at(prices_, input_tokens_, output_tokens_);
    if (guardrail_) note_guardrail(turn_);
    bound_answer(turn_);
    return std::move(turn_);
  }

 private:
  Result<void> take_chunk(const json::object& chunk) {
    const auto text = get_string(chunk, "bytes");
    const auto bytes = text ? base64_decode(*text) : std::optional<Bytes>(Bytes());
    if (!bytes) return fail(bad_answer("agent: a chunk that is no base64"));
    has_answer_ = true;
    turn_.answer += as_text(*bytes);
    if (const json::object* attribution = get_object(chunk, "attribution")) take_citations(*attribution);
    return {};
  }

  void take_citations(const json::object& attribution) {
    const json::array* citations = get_array(attribution, "citations");
    for (const json::value& one : citations == nullptr ? json::array() : *citations) {
      const json::object* citation = one.if_object();
      const json::array* references = citation == nullptr ? nullptr : get_array(*citation, "retrievedReferences");
      for (const json::value& reference : references == nullptr ? json::array() : *references) {
        if (reference.is_object()) add_citation(citation_of_reference(reference.get_object()));
      }
    }
  }

  void add_citation(Citation citation) {
    const auto same = [&](const Citation& other) {
      return other.title == citation.title && other.source == citation.source && other.url == citation.url;
    };
    if (turn_.citations.size() >= citations_max) return;
    if (std::any_of(turn_.citations.begin(), turn_.citations.end(), same)) return;
    turn_.citations.push_back(std::move(citation));
  }

  Result<void> take_calls(const json::object& control) {
    const auto invocation = get_string(control, "invocationId");
    const json::array* inputs = get_array(control, "invocationInputs");
    if (!invocation || inputs == nullptr || inputs->empty() || inputs->size() > calls_max || !turn_.calls.empty()) {
      return fail(bad_answer("agent: a return of control that cannot be read"));
    }
    for (const json::value& value : *inputs) {
      const json::object* input = value.if_object();
      const json::object* function = input == nullptr ? nullptr : get_object(*input, "functionInvocationInput");
      const json::object* api = input == nullptr ? nullptr : get_object(*input, "apiInvocationInput");
      if (function == nullptr && api == nullptr) return fail(bad_answer("agent: an invocation of an unknown kind"));
      if (!add_call(function == nullptr ? *api : *function, function == nullptr, *invocation)) {
        return fail(bad_answer("agent: an invocation without a name"));
      }
    }
    return {};
  }

  bool add_call(const json::object& input, bool is_api, const std::string& invocation) {
    AgentCallId id{static_cast<int>(turn_.calls.size()), get_string(input, "actionGroup").value_or(""), "", invocation};
    if (is_api) id.method = get_string(input, "httpMethod").value_or("POST");
    std::string name = get_string(input, is_api ? "apiPath" : "function").value_or("");
    if (is_api && name.starts_with('/')) name.erase(0, 1);
    if (name.empty() || name.size() > name_bytes_max || id.action_group.find(':') != std::string::npos) return false;
    json::object arguments;
    read_parameters(get_array(input, "parameters"), name, tools_, arguments);
    read_parameters(body_parameters(input), name, tools_, arguments);
    turn_.calls.push_back({to_text(id), std::move(name), std::move(arguments)});
    return true;
  }

  // {"trace": {"orchestrationTrace": {"modelInvocationOutput": {"metadata": {"usage": …}}}}}, and the like for the
  // agent's other steps.
  void take_trace(const json::object& event) {
    const json::object* trace = get_object(event, "trace");
    if (trace == nullptr) return;
    for (const auto& step : *trace) {
      const json::object* what = step.value().if_object();
      if (what == nullptr) continue;
      if (step.key() == "failureTrace") failed_ = true;
      if (step.key() == "guardrailTrace") guardrail_ = guardrail_ || get_string(*what, "action") == "INTERVENED";
      const json::object* output = get_object(*what, "modelInvocationOutput");
      const json::object* metadata = output == nullptr ? nullptr : get_object(*output, "metadata");
      const json::object* usage = metadata == nullptr ? nullptr : get_object(*metadata, "usage");
      if (usage == nullptr) continue;
      input_tokens_ += token_count(*usage, "inputTokens");
      output_tokens_ += token_count(*usage, "outputTokens");
    }
  }

  const std::vector<ToolSpec>& tools_;
  const TokenPrices& prices_;
  ModelTurn turn_;
  std::int64_t input_tokens_ = 0;
  std::int64_t output_tokens_ = 0;
  bool has_answer_ = false;
  bool guardrail_ = false;
  bool failed_ = false;
};

}  // namespace

Result<ModelTurn> read_invoke_agent_answer(std::string_view stream, const std::vector<ToolSpec>& tools,
                                           const TokenPrices& prices) {
  const auto messages = aws::decode_event_stream(stream, limits);
  if (!messages) return fail(messages.error());
  AnswerReader reader(tools, prices);
  for (const aws::EventMessage& message : *messages) {
    if (auto taken = reader.take(message); !taken) return fail(std::move(taken.error()));
  }
  return reader.finish();
}

}  // namespace lumen::agent
