// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a model is told of earlier talks: the last exchanges of this session word for word, everything older and other
// sessions as a list of what was asked; both within a bound. Pure.

#include <optional>
#include <string>
#include <vector>

#include "agent/chat_question.h"
#include "agent/conversation_store.h"

namespace lumen::agent {

inline constexpr std::size_t remembered_exchanges_max = 8;
inline constexpr std::size_t remembered_bytes_max = 6'000;
inline constexpr std::size_t digest_bytes_max = 1'500;

// An exchange as the text of an entry, and back; nothing when the text is no such entry.
std::string to_entry_text(const ChatExchange& exchange);
std::optional<ChatExchange> exchange_from_entry(const ConversationEntry& entry);

// `of_analysis` is oldest first; `recent` is of all analyses, newest first, and may hold the same exchanges.
ChatQuestion remember_for(const AnalysisId& analysis, const std::string& session, std::string message,
                          const std::vector<ConversationEntry>& of_analysis,
                          const std::vector<ConversationEntry>& recent, UnixMillis now_ms);

}  // namespace lumen::agent
