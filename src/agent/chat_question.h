// SPDX-License-Identifier: Apache-2.0
#pragma once
// One message of a person about a result, with what was said before.

#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/analysis.h"
#include "domain/product.h"

namespace lumen::agent {

// A message and its reply, as they are kept and shown.
struct ChatExchange {
  std::string session;  // 1..64 of [A-Za-z0-9._:-]
  UnixMillis asked_at_ms = 0;
  std::string message;                  // what was asked; personal details are taken out before it is kept
  std::string reply;                    // what was answered
  std::vector<Citation> citations;      // of the reply
  std::vector<ProductId> products;      // that the reply names, best first
  std::vector<std::string> guardrails;  // ids of the rules that acted
  std::string answered_by;              // the rung that spoke
};

struct ChatQuestion {
  std::string conversation_id;        // of analysis and session: 2..90 of [0-9a-zA-Z._:-]
  std::string message;                // what may be shown to a model
  std::vector<ChatExchange> earlier;  // of this session, oldest first, bounded by chat_memory.h
  std::string digest;                 // of everything older and of other sessions, bounded; "" when there is none
};

}  // namespace lumen::agent
