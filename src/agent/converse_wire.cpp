// SPDX-License-Identifier: Apache-2.0
#include "agent/converse_wire.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "agent/bedrock_turn.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t name_bytes_max = 64;
constexpr std::string_view no_text = "(no answer)";  // in the place of a blank text, which is refused

bool is_blank(std::string_view text) { return trim(text).empty(); }

// Converse refuses the whole request when a name that the model made up has other characters.
std::string clean(std::string_view text, std::string_view more) {
  std::string out(text.substr(0, name_bytes_max));
  for (char& c : out) {
    const bool allowed = std::isalnum(static_cast<unsigned char>(c)) != 0 || more.find(c) != std::string_view::npos;
    if (!allowed) c = '_';
  }
  return out.empty() ? "_" : out;
}
std::string tool_name(std::string_view name) { return clean(name, "_-"); }
std::string tool_use_id(std::string_view id) { return clean(id, "_.:-"); }

json::object tool_use(const ToolCall& call) {
  json::value input = call.arguments;
  if (!input.is_object()) input = json::object{{"arguments", std::move(input)}};
  return {{"toolUse", {{"toolUseId", tool_use_id(call.id)}, {"name", tool_name(call.name)}, {"input", input}}}};
}

json::object tool_result(const ToolResult& result) {
  const bool failed = result.outcome == ToolOutcome::error;
  json::object content;
  if (result.content.is_object() && !failed) {
    content["json"] = result.content;
  } else {
    content["text"] = json::serialize(result.content);
  }
  json::object block{{"toolUseId", tool_use_id(result.id)},
                     {"content", json::array{std::move(content)}},
                     {"status", failed ? "error" : "success"}};
  return {{"toolResult", std::move(block)}};
}

void append_blocks(json::array& content, const Message& message) {
  for (const ToolResult& result : message.results) content.push_back(tool_result(result));
  if (!is_blank(message.text)) content.push_back(json::object{{"text", message.text}});
  for (const ToolCall& call : message.calls) content.push_back(tool_use(call));
}

json::array messages_of(const std::vector<Message>& transcript) {
  json::array messages;
  for (const Message& message : transcript) {
    const std::string_view role = message.role == Message::Role::user ? "user" : "assistant";
    const bool goes_on = !messages.empty() && messages.back().at("role").get_string() == role;
    if (!goes_on) messages.push_back(json::object{{"role", role}, {"content", json::array()}});
    json::array& content = messages.back().get_object()["content"].get_array();
    append_blocks(content, message);
    if (content.empty()) content.push_back(json::object{{"text", no_text}});
  }
  return messages;
}

// Some models take these three members of the outermost object only; the loop checks arguments by the whole schema.
json::object input_schema(const json::object& parameters) {
  json::object schema{{"type", "object"}};
  for (const char* member : {"properties", "required"}) {
    if (const json::value* value = parameters.if_contains(member)) schema[member] = *value;
  }
  return schema;
}

json::object tool_spec(std::string_view name, std::string_view description, const json::object& parameters) {
  json::object spec{{"name", tool_name(name)},
                    {"description", description},
                    {"inputSchema", json::object{{"json", input_schema(parameters)}}}};
  return {{"toolSpec", std::move(spec)}};
}

json::array tools_of(const ModelRequest& request) {
  json::array tools;
  for (const ToolSpec& spec : request.tools) tools.push_back(tool_spec(spec.name, spec.description, spec.parameters));
  if (!tools.empty()) return tools;
  // None is offered any more, but a talk in which some were used is refused without them.
  std::vector<std::string> named;
  for (const Message& message : request.transcript) {
    for (const ToolCall& call : message.calls) {
      const std::string name = tool_name(call.name);
      if (std::find(named.begin(), named.end(), name) != named.end()) continue;
      named.push_back(name);
      tools.push_back(tool_spec(name, "Not available any more.", {}));
    }
  }
  return tools;
}

Result<ToolCall> read_tool_use(const json::object& block) {
  auto id = get_string(block, "toolUseId");
  auto name = get_string(block, "name");
  if (!id || !name || id->empty() || id->size() > name_bytes_max || name->size() > name_bytes_max) {
    return fail(bad_answer("converse: a toolUse without id or name"));
  }
  const json::value* input = block.if_contains("input");
  json::value arguments = input == nullptr || input->is_null() ? json::value(json::object()) : *input;
  return ToolCall{std::move(*id), std::move(*name), std::move(arguments)};
}

Result<void> read_content(const json::array& content, ModelTurn& turn) {
  for (const json::value& value : content) {
    const json::object* block = value.if_object();
    if (block == nullptr) return fail(bad_answer("converse: content that is no object"));
    if (const auto text = get_string(*block, "text")) turn.answer += *text;
    if (const json::object* use = get_object(*block, "toolUse")) {
      auto call = read_tool_use(*use);
      if (!call) return fail(std::move(call.error()));
      turn.calls.push_back(std::move(*call));
    }
  }
  return {};
}

TokenUsage read_usage(const json::object& answer, const TokenPrices& prices) {
  const json::object* usage = get_object(answer, "usage");
  if (usage == nullptr) return {};
  const std::int64_t input = token_count(*usage, "inputTokens") + token_count(*usage, "cacheReadInputTokens") +
                             token_count(*usage, "cacheWriteInputTokens");
  return usage_at(prices, input, token_count(*usage, "outputTokens"));
}

}  // namespace

std::string converse_path(const std::string& model_id) { return "/model/" + percent_encode(model_id) + "/converse"; }

json::object converse_request(const ModelRequest& request, const ConverseOptions& options) {
  json::object body;
  if (!is_blank(request.instructions)) body["system"] = json::array{json::object{{"text", request.instructions}}};
  body["messages"] = messages_of(request.transcript);
  body["inferenceConfig"] =
      json::object{{"maxTokens", options.output_tokens_max}, {"temperature", options.temperature}};
  if (json::array tools = tools_of(request); !tools.empty()) {
    body["toolConfig"] = json::object{{"tools", std::move(tools)}};
  }
  if (!options.guardrail_id.empty()) {
    body["guardrailConfig"] = json::object{{"guardrailIdentifier", options.guardrail_id},
                                           {"guardrailVersion", options.guardrail_version},
                                           {"trace", "enabled"}};
  }
  return body;
}

Result<ModelTurn> read_converse_answer(std::string_view body, const TokenPrices& prices) {
  const auto answer = read_object(body, converse_answer_bytes_max, "converse: no JSON object");
  if (!answer) return fail(answer.error());
  const json::object* output = get_object(*answer, "output");
  const json::object* message = output == nullptr ? nullptr : get_object(*output, "message");
  const json::array* content = message == nullptr ? nullptr : get_array(*message, "content");
  const auto stop_reason = get_string(*answer, "stopReason");
  if (content == nullptr || !stop_reason) return fail(bad_answer("converse: no message or no stopReason"));

  ModelTurn turn;
  turn.usage = read_usage(*answer, prices);
  if (stop_reason->starts_with("malformed_")) return turn;
  if (auto read = read_content(*content, turn); !read) return fail(std::move(read.error()));
  if (*stop_reason == "guardrail_intervened" || *stop_reason == "content_filtered") note_guardrail(turn);
  if (*stop_reason == "model_context_window_exceeded") {
    turn.refusal = invalid("context_too_long", "The talk is too long for the model.");
  }
  bound_answer(turn);
  return turn;
}

}  // namespace lumen::agent
