// SPDX-License-Identifier: Apache-2.0
#pragma once
// A model behind POST {url}/chat/completions: OpenAI's, or of any server that speaks like it. The answer comes in
// pieces or whole. A member of the request that the server refuses is left out from then on (agent/openai_chat.h).
// Thread-safe.

#include <mutex>
#include <string>

#include "agent/agent_model.h"
#include "agent/openai_chat.h"
#include "agent/token_prices.h"
#include "http/remote.h"

namespace lumen::agent {

struct OpenAiOptions {
  std::string url;    // "http://localhost:11434/v1"
  std::string token;  // sent as Bearer; empty: none. Never shown
  ChatSettings chat;
  TokenPrices prices;
  std::chrono::milliseconds time_max{20'000};  // of one attempt
  int attempts_max = 2;
};

class OpenAiAgentModel final : public AgentModel {
 public:
  // What the tools refer to outlives it.
  OpenAiAgentModel(OpenAiOptions options, http::RemoteTools tools);

  std::string name() const override { return "openai-compatible"; }
  std::string describe() const override;
  Task<Result<ModelTurn>> turn(ModelRequest request, Deadline deadline) override;

 private:
  struct Refusal;  // what a refused attempt teaches
  Task<Result<ModelTurn>> ask(json::object body, Refusal& refusal, Deadline deadline);
  ChatDialect dialect() const;
  void adopt(const ChatDialect& milder);

  OpenAiOptions options_;
  http::Remote remote_;
  mutable std::mutex mutex_;
  ChatDialect dialect_;
};

// "https://host/v1" of what stands in the settings: without a path "/v1" is added, slashes at the end and
// "/chat/completions" are taken away. Pure.
std::string openai_base_url(std::string url);

}  // namespace lumen::agent
