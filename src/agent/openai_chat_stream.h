// SPDX-License-Identifier: Apache-2.0
#pragma once
// A streamed chat completion put together: pieces of text, pieces of tool calls by their index, the usage at the end.
// https://platform.openai.com/docs/api-reference/chat-streaming
// Used for one answer.

#include <string>
#include <string_view>
#include <vector>

#include "agent/openai_chat.h"

namespace lumen::agent {

class OpenAiChatStream {
 public:
  // One event's data. Errors: `unavailable` "remote_bad_answer" for what is no piece of an answer and for too many or
  // too long ones, "remote_failed" when the server tells of an error inside the stream.
  Result<void> take(std::string_view data);

  // "[DONE]" was said.
  bool done() const { return done_; }

  // A stream that ended before a finish_reason or "[DONE]" is `unavailable` "remote_broke_off".
  Result<ModelTurn> finish(const TokenPrices& prices);

 private:
  Result<void> take_delta(const json::object& delta);
  Result<void> take_call(const json::object& call);

  std::string text_;
  std::vector<ChatCallParts> calls_;
  std::vector<std::int64_t> indexes_;  // of calls_
  std::size_t bytes_ = 0;
  json::object usage_;  // {"usage": …}, or empty
  bool finished_ = false;
  bool done_ = false;
};

}  // namespace lumen::agent
