// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that is kept of a person beside the account goes: analyses are unreadable at once, and the sweep, which is
// woken here, removes their photos and rows; conversations and notes are gone when answered. Repeatable. Thread-safe.

#include "agent/conversation_store.h"
#include "agent/memory_store.h"
#include "analyses/analysis_store.h"
#include "jobs/work_signal.h"

namespace lumen::service {

class ForgetPerson {
 public:
  ForgetPerson(analyses::AnalysisStore& analyses, agent::ConversationStore& conversations, agent::MemoryStore& memory,
               jobs::WorkSignal& sweep)
      : analyses_(analyses), conversations_(conversations), memory_(memory), sweep_(sweep) {}

  Task<Result<void>> run(UserId person, Deadline deadline);

 private:
  Task<Result<void>> hide_analyses(UserId person, Deadline deadline);

  analyses::AnalysisStore& analyses_;
  agent::ConversationStore& conversations_;
  agent::MemoryStore& memory_;
  jobs::WorkSignal& sweep_;
};

}  // namespace lumen::service
