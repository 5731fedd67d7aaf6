// SPDX-License-Identifier: Apache-2.0
#pragma once
// Notifier that announces into the change feed of this process, which held polls and event streams read.
// Completes inline. Thread-safe.

#include "notify/change_feed_embedded.h"
#include "notify/notifier.h"

namespace lumen::notify {

class NotifierEmbedded final : public Notifier {
 public:
  explicit NotifierEmbedded(ChangeFeedEmbedded& feed) : feed_(feed) {}
  std::string describe() const override { return "held polls and event streams"; }
  Task<Result<void>> announce(AnalysisEvent event, Deadline deadline) override;

 private:
  ChangeFeedEmbedded& feed_;
};

}  // namespace lumen::notify
