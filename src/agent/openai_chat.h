// SPDX-License-Identifier: Apache-2.0
#pragma once
// The chat completions of OpenAI and of the servers that speak like it (Ollama, llama.cpp, vLLM and others): a turn as
// a request, and the whole answer as a turn. https://platform.openai.com/docs/api-reference/chat
//
// Nothing of an answer is trusted. What is no answer at all is `unavailable` "remote_bad_answer"; a tool's arguments
// that are no JSON stay as text, so that the tool refuses them and the model can mend them. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "agent/agent_model.h"
#include "agent/token_prices.h"

namespace lumen::agent {

// What a server takes. Servers differ; one that refuses a member is asked again without it.
struct ChatDialect {
  bool temperature = true;
  bool json_object = true;         // response_format, when no tool can be called
  bool usage_in_stream = true;     // stream_options
  bool completion_tokens = false;  // max_completion_tokens instead of max_tokens

  friend bool operator==(const ChatDialect&, const ChatDialect&) = default;
};

enum class ChatForm : std::uint8_t { whole, streamed };

struct ChatSettings {
  std::string model;
  double temperature = 0.7;
  ChatForm form = ChatForm::streamed;
  int output_tokens_max = 2'048;  // at most this, whatever a request wants
};

json::object chat_request(const ModelRequest& request, const ChatSettings& settings, const ChatDialect& dialect);

// The dialect without the member that an answer 400 names ({"error": {"param": …}}); without response_format when the
// error names nothing and that was asked for. Nothing when there is nothing to leave out.
std::optional<ChatDialect> milder_dialect(const ChatDialect& dialect, const json::object& request,
                                          std::string_view refusal);

Result<ModelTurn> read_chat_answer(std::string_view body, const TokenPrices& prices);

// What both forms of an answer share.

struct ChatCallParts {
  std::string id;
  std::string name;
  std::string arguments;  // JSON text, or what stood there instead
};
inline constexpr std::size_t chat_calls_max = 64;

// Each call gets an id of its own when the model's is missing, too long or used twice. `too_large` "answer_too_large"
// for a text over AgentModel::answer_bytes_max; what stands before </think> is no part of it.
Result<ModelTurn> make_chat_turn(std::string text, std::vector<ChatCallParts> calls, TokenUsage usage);

TokenUsage read_chat_usage(const json::object& answer, const TokenPrices& prices);

// A text, or a list of parts of which the texts count; "" for null and for nothing.
std::string read_chat_text(const json::object& message);

// The text of a call's arguments, also where a server gives an object instead of text.
std::string read_chat_arguments(const json::object& function);

}  // namespace lumen::agent
