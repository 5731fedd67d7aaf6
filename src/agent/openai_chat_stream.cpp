// SPDX-License-Identifier: Apache-2.0
#include "agent/openai_chat_stream.h"

#include <algorithm>
#include <utility>

#include "base/encoding.h"
#include "http/remote_error.h"

namespace lumen::agent {
namespace {

constexpr JsonLimits piece_limits{1 << 20, 32};
// Of text and arguments together; thoughts before the answer count too.
constexpr std::size_t bytes_max = 8 * AgentModel::answer_bytes_max;

Error bad_answer(std::string what) { return http::remote_error("remote_bad_answer", std::move(what)); }

}  // namespace

Result<void> OpenAiChatStream::take(std::string_view data) {
  if (done_) return {};
  if (trim(data) == "[DONE]") {
    done_ = true;
    return {};
  }
  const auto value = parse_json(data, piece_limits);
  const json::object* piece = value ? value->if_object() : nullptr;
  if (piece == nullptr) return fail(bad_answer("an event that is no JSON object"));
  if (get_object(*piece, "error") != nullptr) return fail(http::remote_error("remote_failed", "an error in the stream"));
  if (const json::object* usage = get_object(*piece, "usage")) usage_ = json::object{{"usage", *usage}};
  const json::array* choices = get_array(*piece, "choices");
  const json::object* choice = choices == nullptr || choices->empty() ? nullptr : choices->front().if_object();
  if (choice == nullptr) return {};
  finished_ = finished_ || get_string(*choice, "finish_reason").has_value();
  const json::object* delta = get_object(*choice, "delta");
  return delta == nullptr ? Result<void>() : take_delta(*delta);
}

Result<void> OpenAiChatStream::take_delta(const json::object& delta) {
  const std::string text = read_chat_text(delta);
  bytes_ += text.size();
  text_ += text;
  const json::array* list = get_array(delta, "tool_calls");
  for (const json::value& one : list == nullptr ? json::array() : *list) {
    const json::object* call = one.if_object();
    if (call == nullptr) return fail(bad_answer("bad tool_calls"));
    if (auto taken = take_call(*call); !taken) return taken;
  }
  if (bytes_ > bytes_max) return fail(bad_answer("the answer is too large"));
  return {};
}

// A server that gives no index begins a new call with each id.
Result<void> OpenAiChatStream::take_call(const json::object& call) {
  const std::string id = get_string(call, "id").value_or("");
  const bool continues = id.empty() || (!calls_.empty() && calls_.back().id == id);
  const std::int64_t next = indexes_.empty() ? 0 : indexes_.back() + (continues ? 0 : 1);
  const std::int64_t index = get_integer(call, "index").value_or(next);
  const auto place = std::find(indexes_.begin(), indexes_.end(), index);
  const auto at = static_cast<std::size_t>(place - indexes_.begin());
  if (place == indexes_.end()) {
    if (calls_.size() >= chat_calls_max) return fail(bad_answer("too many tool calls"));
    indexes_.push_back(index);
    calls_.emplace_back();
  }
  ChatCallParts& parts = calls_[at];
  if (parts.id.empty()) parts.id = id;
  const json::object* function = get_object(call, "function");
  if (function == nullptr) return {};
  const std::string name = get_string(*function, "name").value_or("");
  const std::string arguments = read_chat_arguments(*function);
  bytes_ += id.size() + name.size() + arguments.size();
  if (parts.name.empty()) parts.name = name;
  parts.arguments += arguments;
  return {};
}

Result<ModelTurn> OpenAiChatStream::finish(const TokenPrices& prices) {
  if (!finished_ && !done_) return fail(http::remote_error("remote_broke_off", "a stream without its end"));
  return make_chat_turn(std::move(text_), std::move(calls_), read_chat_usage(usage_, prices));
}

}  // namespace lumen::agent
