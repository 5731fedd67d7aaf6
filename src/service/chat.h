// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person asks about a result, and reads what was said before. Thread-safe.

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "agent/chat_agent.h"
#include "agent/conversation_store.h"
#include "agent/memory_store.h"
#include "analyses/analysis_store.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/random.h"
#include "catalog/product_store.h"
#include "service/agent_tools.h"

namespace lumen::service {

struct ChatMessage {
  UserId owner;
  AnalysisId analysis;
  std::string text;     // 1..limits::chat_message_bytes_max bytes of UTF-8, more than white space
  std::string session;  // of an earlier answer; "" begins a session
};

struct ChatAnswered {
  agent::ChatExchange exchange;
  std::vector<agent::CitedText> statements;  // of the reply; empty for one that was read back
  std::vector<Product> products;             // of exchange.products; those that left the catalog are left out
};

class Chat {
 public:
  // What the parts are; all of them outlive it.
  struct Parts {
    analyses::AnalysisStore& analyses;
    agent::ChatAgent& agent;
    agent::ConversationStore& conversations;
    agent::MemoryStore& memory;
    AgentSources sources;
    catalog::ProductStore& products;
    const Clock& clock;
    Random& random;
    Log& log;
    Metrics& metrics;
  };
  using OnTool = std::function<void(std::string_view tool)>;

  explicit Chat(Parts parts);

  // The exchange is durable when answered. `on_tool` hears of each look-up before it is made; may be empty. Errors:
  // `forbidden`; `conflict` "analysis_not_ready" (no result yet, or none at all), "conversation_full"; `invalid`
  // "bad_message", "bad_session"; `throttled` "chat_busy" over limits::chats_at_once_*.
  Task<Result<ChatAnswered>> ask(ChatMessage message, OnTool on_tool, Deadline deadline);

  // Oldest first, the newest `limit` (1..limits::chat_messages_max); of one session, or of all for "".
  Task<Result<std::vector<ChatAnswered>>> list(UserId owner, AnalysisId id, std::string session, int limit,
                                               Deadline deadline);

 private:
  class Place;
  Task<Result<agent::SkinCase>> case_of(const Analysis& analysis, Deadline deadline);
  Task<Result<agent::ChatQuestion>> question_of(const ChatMessage& message, Deadline deadline);
  Task<std::vector<Product>> products_of(std::vector<ProductId> ids, Deadline deadline);
  Task<Result<ChatAnswered>> answer(ChatMessage message, OnTool on_tool, Deadline deadline);

  Parts parts_;
  Counter& kept_;
  std::mutex mutex_;
  int total_ = 0;
  std::unordered_map<std::string, int> by_user_;
};

}  // namespace lumen::service
