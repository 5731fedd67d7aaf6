// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a ChangeFeed and the Notifier that feeds it keep together. An adapter's test names a fixture with
// `notify::ChangeFeed& feed()` and `notify::Notifier& notifier()` and instantiates the suite with it.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "notify/change_feed.h"
#include "notify/notifier.h"
#include "tests/support/run_task.h"

namespace lumen::notify {

inline AnalysisEvent event_of(const std::string& owner, int number) {
  AnalysisEvent event;
  event.owner = UserId::trusted(owner);
  event.analysis = AnalysisId::trusted("analysis-" + std::to_string(number));
  event.status = Status::completed;
  event.stage = Stage::done;
  return event;
}

struct Heard {
  bool returned = false;
  std::optional<AnalysisEvent> event;
};

inline Task<void> hear(Subscription& subscription, Deadline until, Heard& heard) {
  heard.event = co_await subscription.next(until);
  heard.returned = true;
}

template <class Fixture>
class ChangeFeedContract : public ::testing::Test {
 protected:
  ChangeFeed& feed() { return fixture_.feed(); }
  std::unique_ptr<Subscription> subscribe(const std::string& owner) { return feed().subscribe(UserId::trusted(owner)); }
  void announce(const std::string& owner, int number) {
    ASSERT_TRUE(test::run(fixture_.notifier().announce(event_of(owner, number), Deadline::never())));
  }
  // What is there already; nothing when there is none.
  static std::optional<AnalysisEvent> now(Subscription& subscription) {
    return test::run(subscription.next(Deadline::after(std::chrono::seconds(0))));
  }
  static Deadline far() { return Deadline::after(std::chrono::hours(1)); }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(ChangeFeedContract);

TYPED_TEST_P(ChangeFeedContract, EventsArriveInOrderAndWhole) {
  const auto subscription = this->subscribe("ann");
  this->announce("ann", 1);
  this->announce("ann", 2);
  const auto first = this->now(*subscription);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->owner.text(), "ann");
  EXPECT_EQ(first->analysis.text(), "analysis-1");
  EXPECT_EQ(first->status, Status::completed);
  EXPECT_EQ(first->stage, Stage::done);
  const auto second = this->now(*subscription);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->analysis.text(), "analysis-2");
  EXPECT_FALSE(this->now(*subscription));
}

TYPED_TEST_P(ChangeFeedContract, NobodyHearsAnotherPerson) {
  const auto ann = this->subscribe("ann");
  this->announce("bob", 1);
  EXPECT_FALSE(this->now(*ann));
}

TYPED_TEST_P(ChangeFeedContract, EverySubscriptionOfAPersonHearsAnEvent) {
  const auto first = this->subscribe("ann");
  const auto second = this->subscribe("ann");
  this->announce("ann", 1);
  EXPECT_TRUE(this->now(*first));
  EXPECT_TRUE(this->now(*second));
}

TYPED_TEST_P(ChangeFeedContract, EventsFromBeforeTheSubscriptionAreNotHeard) {
  this->announce("ann", 1);
  const auto subscription = this->subscribe("ann");
  EXPECT_FALSE(this->now(*subscription));
}

TYPED_TEST_P(ChangeFeedContract, TheNewest64AreKept) {
  const auto subscription = this->subscribe("ann");
  for (int i = 1; i <= 65; ++i) this->announce("ann", i);
  for (int i = 2; i <= 65; ++i) {
    const auto event = this->now(*subscription);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->analysis.text(), "analysis-" + std::to_string(i));
  }
  EXPECT_FALSE(this->now(*subscription));
}

TYPED_TEST_P(ChangeFeedContract, AWaiterIsWokenFromAnotherThread) {
  const auto subscription = this->subscribe("ann");
  boost::asio::io_context loop;
  Heard heard;
  boost::asio::co_spawn(loop, hear(*subscription, this->far(), heard), boost::asio::detached);
  loop.poll();
  ASSERT_FALSE(heard.returned);
  std::thread other([this] { this->announce("ann", 7); });
  loop.run();
  other.join();
  ASSERT_TRUE(heard.event);
  EXPECT_EQ(heard.event->analysis.text(), "analysis-7");
}

TYPED_TEST_P(ChangeFeedContract, StopEndsEveryWaitNowAndLater) {
  const auto subscription = this->subscribe("ann");
  boost::asio::io_context loop;
  Heard heard;
  boost::asio::co_spawn(loop, hear(*subscription, this->far(), heard), boost::asio::detached);
  loop.poll();
  EXPECT_FALSE(this->feed().stopped());
  this->feed().stop();
  loop.run();
  EXPECT_TRUE(heard.returned);
  EXPECT_FALSE(heard.event);
  EXPECT_TRUE(this->feed().stopped());
  EXPECT_FALSE(test::run(subscription->next(this->far())));
  const auto later = this->subscribe("ann");
  EXPECT_FALSE(test::run(later->next(this->far())));
}

TYPED_TEST_P(ChangeFeedContract, AWaiterOutlivesItsSubscription) {
  auto subscription = this->subscribe("ann");
  boost::asio::io_context loop;
  Heard heard;
  boost::asio::co_spawn(loop, hear(*subscription, this->far(), heard), boost::asio::detached);
  loop.poll();
  subscription.reset();
  this->announce("ann", 1);
  loop.run();
  EXPECT_TRUE(heard.returned);
  EXPECT_FALSE(heard.event);
}

TYPED_TEST_P(ChangeFeedContract, ComingAndGoingUnderAnnouncementsIsSafe) {
  constexpr int rounds = 500;
  boost::asio::thread_pool pool(2);
  const auto listener = [](ChangeFeed& feed) -> Task<int> {
    int finished = 0;
    for (; finished < rounds; ++finished) {
      const std::unique_ptr<Subscription> subscription = feed.subscribe(UserId::trusted("ann"));
      const auto event = co_await subscription->next(Deadline::after(std::chrono::microseconds(20)));
      if (event && event->owner.text() != "ann") break;
    }
    co_return finished;
  };
  auto first = boost::asio::co_spawn(pool, listener(this->feed()), boost::asio::use_future);
  auto second = boost::asio::co_spawn(pool, listener(this->feed()), boost::asio::use_future);
  for (int i = 0; i < rounds; ++i) this->announce("ann", i);
  EXPECT_EQ(first.get(), rounds);
  EXPECT_EQ(second.get(), rounds);
  pool.join();
  const auto after = this->subscribe("ann");
  this->announce("ann", 1);
  EXPECT_TRUE(this->now(*after));
}

REGISTER_TYPED_TEST_SUITE_P(ChangeFeedContract, EventsArriveInOrderAndWhole, NobodyHearsAnotherPerson,
                            EverySubscriptionOfAPersonHearsAnEvent, EventsFromBeforeTheSubscriptionAreNotHeard,
                            TheNewest64AreKept, AWaiterIsWokenFromAnotherThread, StopEndsEveryWaitNowAndLater,
                            AWaiterOutlivesItsSubscription, ComingAndGoingUnderAnnouncementsIsSafe);

}  // namespace lumen::notify
