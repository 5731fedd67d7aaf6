// SPDX-License-Identifier: Apache-2.0
#include "agent/openai_chat.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/encoding.h"
#include "http/remote_error.h"

namespace lumen::agent {
namespace {

constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t id_bytes_max = 64;
constexpr std::int64_t tokens_max = 1'000'000'000;
constexpr JsonLimits answer_limits{16 << 20, 32};
constexpr JsonLimits arguments_limits{AgentModel::answer_bytes_max, 16};

Error bad_answer(std::string what) { return http::remote_error("remote_bad_answer", std::move(what)); }

json::object function_of(const ToolSpec& tool) {
  return {{"type", "function"},
          {"function",
           json::object{{"name", tool.name}, {"description", tool.description}, {"parameters", tool.parameters}}}};
}

// Some servers read the echoed arguments as JSON, so what was none is not sent back.
json::object call_of(const ToolCall& call) {
  const std::string arguments = call.arguments.is_object() ? json::serialize(call.arguments) : "{}";
  return {{"id", call.id},
          {"type", "function"},
          {"function", json::object{{"name", call.name}, {"arguments", arguments}}}};
}

void add_model_message(const Message& message, json::array& messages) {
  json::object out{{"role", "assistant"}};
  out["content"] = message.text.empty() && !message.calls.empty() ? json::value(nullptr) : json::value(message.text);
  if (!message.calls.empty()) {
    json::array calls;
    for (const ToolCall& call : message.calls) calls.push_back(call_of(call));
    out["tool_calls"] = std::move(calls);
  }
  messages.push_back(std::move(out));
}

void add_user_message(const Message& message, json::array& messages) {
  for (const ToolResult& result : message.results) {
    messages.push_back(json::object{
        {"role", "tool"}, {"tool_call_id", result.id}, {"content", json::serialize(result.content)}});
  }
  if (message.text.empty() && !message.results.empty()) return;
  messages.push_back(json::object{{"role", "user"}, {"content", message.text}});
}

json::value arguments_value(const std::string& text) {
  if (trim(text).empty()) return json::object();
  auto parsed = parse_json(text, arguments_limits);
  return parsed ? std::move(*parsed) : json::value(text.substr(0, arguments_limits.bytes_max));
}

std::string without_thoughts(std::string text) {
  constexpr std::string_view open = "<think>";
  constexpr std::string_view close = "</think>";
  const std::size_t end = text.find(close);
  if (!trim(text).starts_with(open) || end == std::string::npos) return text;
  return text.substr(end + close.size());
}

std::int64_t token_count(const json::object& usage, std::string_view name) {
  return std::clamp<std::int64_t>(get_integer(usage, name).value_or(0), 0, tokens_max);
}

}  // namespace

json::object chat_request(const ModelRequest& request, const ChatSettings& settings, const ChatDialect& dialect) {
  json::array messages;
  messages.push_back(json::object{{"role", "system"}, {"content", request.instructions}});
  for (const Message& message : request.transcript) {
    if (message.role == Message::Role::model) {
      add_model_message(message, messages);
    } else {
      add_user_message(message, messages);
    }
  }
  json::object out{{"model", settings.model}, {"messages", std::move(messages)}};
  json::array tools;
  for (const ToolSpec& tool : request.tools) tools.push_back(function_of(tool));
  if (!tools.empty()) {
    out["tools"] = std::move(tools);
    out["tool_choice"] = "auto";
  } else if (dialect.json_object) {
    out["response_format"] = json::object{{"type", "json_object"}};
  }
  if (dialect.temperature) out["temperature"] = settings.temperature;
  out[dialect.completion_tokens ? "max_completion_tokens" : "max_tokens"] =
      std::min(request.output_tokens_max, settings.output_tokens_max);
  const bool streamed = settings.form == ChatForm::streamed;
  out["stream"] = streamed;
  if (streamed && dialect.usage_in_stream) out["stream_options"] = json::object{{"include_usage", true}};
  return out;
}

std::optional<ChatDialect> milder_dialect(const ChatDialect& dialect, const json::object& request,
                                          std::string_view refusal) {
  const auto body = parse_json(refusal, answer_limits);
  const json::object* whole = body ? body->if_object() : nullptr;
  const json::object* error = whole == nullptr ? nullptr : get_object(*whole, "error");
  const std::string param = error == nullptr ? "" : get_string(*error, "param").value_or("");
  ChatDialect milder = dialect;
  if (param == "temperature") milder.temperature = false;
  if (param == "max_tokens") milder.completion_tokens = true;
  if (param.starts_with("stream_options")) milder.usage_in_stream = false;
  const bool asked_for_json = request.contains("response_format");
  if (asked_for_json && (param.empty() || param.starts_with("response_format"))) milder.json_object = false;
  if (milder == dialect) return std::nullopt;
  return milder;
}

TokenUsage read_chat_usage(const json::object& answer, const TokenPrices& prices) {
  const json::object* usage = get_object(answer, "usage");
  if (usage == nullptr) return {};
  return usage_at(prices, token_count(*usage, "prompt_tokens"), token_count(*usage, "completion_tokens"));
}

std::string read_chat_text(const json::object& message) {
  if (auto text = get_string(message, "content")) return std::move(*text);
  std::string text;
  const json::array* parts = get_array(message, "content");
  for (const json::value& part : parts == nullptr ? json::array() : *parts) {
    if (const json::object* object = part.if_object()) text += get_string(*object, "text").value_or("");
  }
  return text;
}

std::string read_chat_arguments(const json::object& function) {
  if (auto text = get_string(function, "arguments")) return std::move(*text);
  const json::value* value = function.if_contains("arguments");
  return value == nullptr || value->is_null() ? "" : json::serialize(*value);
}

Result<ModelTurn> make_chat_turn(std::string text, std::vector<ChatCallParts> calls, TokenUsage usage) {
  ModelTurn turn;
  turn.usage = usage;
  turn.answer = without_thoughts(std::move(text));
  if (turn.answer.size() > AgentModel::answer_bytes_max) {
    return fail(make_error(ErrorKind::too_large, "answer_too_large", "The model's answer is too long."));
  }
  std::set<std::string> ids;
  for (ChatCallParts& parts : calls) {
    ToolCall call;
    call.id = std::move(parts.id);
    if (call.id.empty() || call.id.size() > id_bytes_max || !is_utf8(call.id) || ids.contains(call.id)) {
      call.id = "lumen_call_" + std::to_string(turn.calls.size() + 1);
    }
    ids.insert(call.id);
    call.name = parts.name.size() > name_bytes_max ? "" : std::move(parts.name);
    call.arguments = arguments_value(parts.arguments);
    turn.calls.push_back(std::move(call));
  }
  return turn;
}

Result<ModelTurn> read_chat_answer(std::string_view body, const TokenPrices& prices) {
  const auto value = parse_json(body, answer_limits);
  if (!value) return fail(bad_answer("no JSON: " + value.error().code));
  const json::object* answer = value->if_object();
  const json::array* choices = answer == nullptr ? nullptr : get_array(*answer, "choices");
  const json::object* choice = choices == nullptr || choices->empty() ? nullptr : choices->front().if_object();
  const json::object* message = choice == nullptr ? nullptr : get_object(*choice, "message");
  if (message == nullptr) return fail(bad_answer("no choices[0].message"));
  std::vector<ChatCallParts> calls;
  const json::array* list = get_array(*message, "tool_calls");
  for (const json::value& one : list == nullptr ? json::array() : *list) {
    const json::object* call = one.if_object();
    const json::object* function = call == nullptr ? nullptr : get_object(*call, "function");
    if (function == nullptr || calls.size() >= chat_calls_max) return fail(bad_answer("bad tool_calls"));
    calls.push_back({get_string(*call, "id").value_or(""), get_string(*function, "name").value_or(""),
                     read_chat_arguments(*function)});
  }
  return make_chat_turn(read_chat_text(*message), std::move(calls), read_chat_usage(*answer, prices));
}

}  // namespace lumen::agent
