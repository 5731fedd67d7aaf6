// SPDX-License-Identifier: Apache-2.0
#pragma once
// The hub inside one process: NotifierEmbedded publishes, subscriptions of the same person receive. Each
// subscription keeps at most 64 waiting events. Over `subscriptions_max` a new subscription is not refused
// but ended from the start: its `next` answers nothing at once. Thread-safe; the feed outlives its
// subscriptions.

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "notify/change_feed.h"

namespace lumen::notify {

class ChangeFeedEmbedded final : public ChangeFeed {
 public:
  static constexpr std::size_t waiting_events_max = 64;

  explicit ChangeFeedEmbedded(std::size_t subscriptions_max = 16'384) : subscriptions_max_(subscriptions_max) {}
  std::unique_ptr<Subscription> subscribe(UserId owner) override;
  void stop() override;
  bool stopped() const override;

  // Hands the event to every subscription of its owner. Never blocks.
  void publish(const AnalysisEvent& event);

 private:
  class Inbox;
  class EmbeddedSubscription;
  void remove(const UserId& owner, const std::shared_ptr<Inbox>& inbox);

  std::size_t subscriptions_max_;
  mutable std::mutex mutex_;
  bool stopped_ = false;
  std::size_t count_ = 0;
  std::unordered_map<UserId, std::vector<std::shared_ptr<Inbox>>> inboxes_;
};

}  // namespace lumen::notify
