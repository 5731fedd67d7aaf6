// SPDX-License-Identifier: Apache-2.0
#include "notify/change_feed_embedded.h"

#include <deque>
#include <utility>

#include "base/sleeper.h"

namespace lumen::notify {

// The waiting events of one subscription. It outlives the subscription while a coroutine still waits on it.
class ChangeFeedEmbedded::Inbox {
 public:
  void put(const AnalysisEvent& event) {
    {
      const std::lock_guard lock(mutex_);
      events_.push_back(event);
      if (events_.size() > waiting_events_max) events_.pop_front();
    }
    sleeper_.wake();
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    sleeper_.wake();
  }

  static Task<std::optional<AnalysisEvent>> next(std::shared_ptr<Inbox> inbox, Deadline until) {
    bool in_time = true;
    while (true) {
      if (auto event = inbox->take()) co_return event;
      if (!in_time || inbox->closed()) co_return std::nullopt;
      in_time = co_await inbox->sleeper_.sleep(until);
    }
  }

 private:
  std::optional<AnalysisEvent> take() {
    const std::lock_guard lock(mutex_);
    if (closed_ || events_.empty()) return std::nullopt;
    std::optional<AnalysisEvent> event = std::move(events_.front());
    events_.pop_front();
    return event;
  }

  bool closed() {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

  std::mutex mutex_;
  bool closed_ = false;
  std::deque<AnalysisEvent> events_;
  Sleeper sleeper_;
};

class ChangeFeedEmbedded::EmbeddedSubscription final : public Subscription {
 public:
  EmbeddedSubscription(ChangeFeedEmbedded& feed, UserId owner, std::shared_ptr<Inbox> inbox)
      : feed_(feed), owner_(std::move(owner)), inbox_(std::move(inbox)) {}
  ~EmbeddedSubscription() override {
    feed_.remove(owner_, inbox_);
    inbox_->close();
  }
  Task<std::optional<AnalysisEvent>> next(Deadline until) override { return Inbox::next(inbox_, until); }

 private:
  ChangeFeedEmbedded& feed_;
  UserId owner_;
  std::shared_ptr<Inbox> inbox_;
};

std::unique_ptr<Subscription> ChangeFeedEmbedded::subscribe(UserId owner) {
  auto inbox = std::make_shared<Inbox>();
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || count_ >= subscriptions_max_) {
      inbox->close();
    } else {
      inboxes_[owner].push_back(inbox);
      ++count_;
    }
  }
  return std::make_unique<EmbeddedSubscription>(*this, std::move(owner), std::move(inbox));
}

void ChangeFeedEmbedded::remove(const UserId& owner, const std::shared_ptr<Inbox>& inbox) {
  const std::lock_guard lock(mutex_);
  const auto found = inboxes_.find(owner);
  if (found == inboxes_.end()) return;
  count_ -= std::erase(found->second, inbox);
  if (found->second.empty()) inboxes_.erase(found);
}

void ChangeFeedEmbedded::publish(const AnalysisEvent& event) {
  const std::lock_guard lock(mutex_);
  const auto found = inboxes_.find(event.owner);
  if (found == inboxes_.end()) return;
  for (const auto& inbox : found->second) inbox->put(event);
}

void ChangeFeedEmbedded::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (const auto& [owner, inboxes] : inboxes_) {
    for (const auto& inbox : inboxes) inbox->close();
  }
}

bool ChangeFeedEmbedded::stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

}  // namespace lumen::notify
