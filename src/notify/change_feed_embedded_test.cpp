// SPDX-License-Identifier: Apache-2.0
#include "notify/change_feed_embedded.h"

#include "notify/change_feed_contract.h"
#include "notify/notifier_embedded.h"

namespace lumen::notify {
namespace {

class EmbeddedFeed {
 public:
  ChangeFeed& feed() { return feed_; }
  Notifier& notifier() { return notifier_; }

 private:
  ChangeFeedEmbedded feed_;
  NotifierEmbedded notifier_{feed_};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, ChangeFeedContract, EmbeddedFeed);

TEST(ChangeFeedEmbedded, OverItsLimitASubscriptionEndsAtOnce) {
  ChangeFeedEmbedded feed(1);
  auto first = feed.subscribe(UserId::trusted("ann"));
  const auto second = feed.subscribe(UserId::trusted("bob"));
  EXPECT_FALSE(test::run(second->next(Deadline::never())));
  first.reset();
  const auto third = feed.subscribe(UserId::trusted("bob"));
  feed.publish(event_of("bob", 1));
  EXPECT_TRUE(test::run(third->next(Deadline::never())));
}

}  // namespace
}  // namespace lumen::notify
