// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every PhotoStore keeps. An adapter's test names a fixture and instantiates the suite with it:
//
//   struct MyPhotos {
//     static constexpr PhotoStoreTraits traits{};  // honest differences
//     PhotoStore& store();
//     ManualClock& clock();                        // the store's clock; starts at `contract_start_s`
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Mine, PhotoStoreContract, MyPhotos);

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <set>
#include <string>
#include <vector>

#include "photos/photo_store.h"
#include "photos/receive_digests.h"
#include "tests/support/run_task.h"

namespace lumen::photos {

struct PhotoStoreTraits {
  // A second, different body to one key is answered `different` and not stored. S3 overwrites.
  bool refuses_second_body = true;
  // The same body again is answered `same`. S3 answers `stored`.
  bool recognises_repeated_body = true;
  // `remove_expired` removes. On S3 the bucket's lifecycle does, and the call answers 0.
  bool removes_expired = true;
};

inline constexpr UnixSeconds contract_start_s = 1'800'000'000;

template <class Fixture>
class PhotoStoreContract : public ::testing::Test {
 protected:
  PhotoStore& store() { return fixture_.store(); }
  ManualClock& clock() { return fixture_.clock(); }
  static constexpr PhotoStoreTraits traits() { return Fixture::traits; }
  static Deadline soon() { return Deadline::after(std::chrono::minutes(5)); }

  static PhotoKey key(int number, const std::string& owner = "a-person") {
    const std::string digits = std::to_string(100'000'000'000 + number);
    return {UserId::trusted(owner), AnalysisId::trusted("6f1b0f6e-1df5-4c5b-9d0c-" + digits)};
  }
  static Bytes body(const std::string& text) { return Bytes(text.begin(), text.end()); }

  // As the caller fills it; the size is the store's to fill.
  static PhotoInfo sent(const Bytes& bytes, std::int64_t life_s = 3600) {
    const Received received = receive_digests(bytes);
    PhotoInfo info;
    info.content_type = "image/jpeg";
    info.received_md5 = received.md5;
    info.received_sha256 = received.sha256;
    info.orientation = 6;
    info.created_at_s = contract_start_s;
    info.expires_at_s = contract_start_s + life_s;
    return info;
  }
  static PhotoInfo kept(const Bytes& bytes, std::int64_t life_s = 3600) {
    PhotoInfo info = sent(bytes, life_s);
    info.size_bytes = bytes.size();
    return info;
  }

  Result<PutAnswer> put(const PhotoKey& where, const Bytes& bytes, std::int64_t life_s = 3600) {
    return test::run(store().put(where, sent(bytes, life_s), bytes, soon()));
  }
  Result<Photo> get(const PhotoKey& where) { return test::run(store().get(where, soon())); }
  Result<PhotoInfo> head(const PhotoKey& where) { return test::run(store().head(where, soon())); }
  Result<void> remove(const PhotoKey& where) { return test::run(store().remove(where, soon())); }
  Result<int> remove_expired(int limit) { return test::run(store().remove_expired(limit, soon())); }

  // Removes all that expired, however many calls that takes; answers how many went.
  int remove_all_expired(int limit) {
    int total = 0;
    for (int gone = 1; gone > 0; total += gone) {
      const auto removed = remove_expired(limit);
      EXPECT_TRUE(removed);
      gone = removed.value_or(0);
      EXPECT_LE(gone, limit);
    }
    return total;
  }

  void expect_absent(const PhotoKey& where) {
    const auto photo = get(where);
    ASSERT_FALSE(photo);
    EXPECT_EQ(photo.error().kind, ErrorKind::not_found);
    const auto info = head(where);
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::not_found);
  }
  void expect_kept(const PhotoKey& where, const Bytes& bytes, std::int64_t life_s = 3600) {
    const auto photo = get(where);
    ASSERT_TRUE(photo) << photo.error().detail;
    EXPECT_EQ(photo->bytes, bytes);
    EXPECT_EQ(photo->info, kept(bytes, life_s));
    const auto info = head(where);
    ASSERT_TRUE(info);
    EXPECT_EQ(*info, kept(bytes, life_s));
  }

  Fixture fixture_;
};

TYPED_TEST_SUITE_P(PhotoStoreContract);

TYPED_TEST_P(PhotoStoreContract, SaysWhatItIs) { EXPECT_FALSE(this->store().describe().empty()); }

TYPED_TEST_P(PhotoStoreContract, KeepsAPhotoWithAllThatIsKnownOfIt) {
  const Bytes bytes = this->body("a photo");
  const auto answer = this->put(this->key(1), bytes);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->outcome, PutOutcome::stored);
  EXPECT_EQ(answer->info, this->kept(bytes));
  this->expect_kept(this->key(1), bytes);
}

TYPED_TEST_P(PhotoStoreContract, TheSizeIsOfTheBytesKeptTheDigestsOfTheBytesReceived) {
  PhotoInfo info = this->sent(this->body("as received, with metadata"));
  const Bytes bytes = this->body("as kept");
  const auto answer = test::run(this->store().put(this->key(1), info, bytes, this->soon()));
  ASSERT_TRUE(answer);
  const auto found = this->head(this->key(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->received_md5, info.received_md5);
  EXPECT_EQ(found->received_sha256, info.received_sha256);
  EXPECT_EQ(found->size_bytes, bytes.size());
}

TYPED_TEST_P(PhotoStoreContract, WhatWasNeverPutIsNotFound) {
  this->expect_absent(this->key(1));
  EXPECT_TRUE(this->put(this->key(1), this->body("one")));
  this->expect_absent(this->key(2));
  this->expect_absent(this->key(1, "another-person"));
}

TYPED_TEST_P(PhotoStoreContract, TheSameBytesAgainAreFine) {
  const Bytes bytes = this->body("a photo");
  ASSERT_TRUE(this->put(this->key(1), bytes));
  const auto again = this->put(this->key(1), bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->outcome, this->traits().recognises_repeated_body ? PutOutcome::same : PutOutcome::stored);
  EXPECT_EQ(again->info, this->kept(bytes));
  this->expect_kept(this->key(1), bytes);
}

TYPED_TEST_P(PhotoStoreContract, ADifferentBodyToOneKey) {
  const Bytes first = this->body("the first"), second = this->body("the second");
  ASSERT_TRUE(this->put(this->key(1), first));
  const auto answer = this->put(this->key(1), second);
  ASSERT_TRUE(answer);
  if (this->traits().refuses_second_body) {
    EXPECT_EQ(answer->outcome, PutOutcome::different);
    EXPECT_EQ(answer->info, this->kept(first));
    this->expect_kept(this->key(1), first);
  } else {
    EXPECT_EQ(answer->outcome, PutOutcome::stored);
    this->expect_kept(this->key(1), second);
  }
}

TYPED_TEST_P(PhotoStoreContract, BodiesOfNoBytesAndOfManyAreKept) {
  this->put(this->key(1), {});
  this->expect_kept(this->key(1), {});
  Bytes large(9'000'001);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::uint8_t>(i * 2'654'435'761U >> 13U);
  ASSERT_TRUE(this->put(this->key(2), large));
  this->expect_kept(this->key(2), large);
}

TYPED_TEST_P(PhotoStoreContract, UnreadableFromTheSecondItExpires) {
  const Bytes bytes = this->body("a photo");
  ASSERT_TRUE(this->put(this->key(1), bytes, 100));
  this->clock().set_ms((contract_start_s + 99) * 1000 + 999);
  this->expect_kept(this->key(1), bytes, 100);
  this->clock().set_ms((contract_start_s + 100) * 1000);
  this->expect_absent(this->key(1));
}

TYPED_TEST_P(PhotoStoreContract, AfterExpiryTheKeyIsFree) {
  ASSERT_TRUE(this->put(this->key(1), this->body("old"), 100));
  this->clock().set_ms((contract_start_s + 100) * 1000);
  const Bytes fresh = this->body("new");
  const auto answer = this->put(this->key(1), fresh);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, PutOutcome::stored);
  this->expect_kept(this->key(1), fresh);
}

TYPED_TEST_P(PhotoStoreContract, RemovedIsGoneAndTheRestStays) {
  const Bytes bytes = this->body("a photo");
  ASSERT_TRUE(this->put(this->key(1), bytes));
  ASSERT_TRUE(this->put(this->key(2), bytes));
  EXPECT_TRUE(this->remove(this->key(1)));
  this->expect_absent(this->key(1));
  this->expect_kept(this->key(2), bytes);
  EXPECT_TRUE(this->remove(this->key(1)));  // again
  EXPECT_TRUE(this->remove(this->key(3)));  // never there
}

TYPED_TEST_P(PhotoStoreContract, ARemovedKeyTakesANewPhoto) {
  ASSERT_TRUE(this->put(this->key(1), this->body("old")));
  ASSERT_TRUE(this->remove(this->key(1)));
  const Bytes fresh = this->body("new");
  const auto answer = this->put(this->key(1), fresh);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, PutOutcome::stored);
  this->expect_kept(this->key(1), fresh);
}

TYPED_TEST_P(PhotoStoreContract, ExpiredPhotosAreRemovedAFewAtATime) {
  if (!this->traits().removes_expired) {
    EXPECT_EQ(this->remove_expired(10).value_or(-1), 0);
    return;
  }
  constexpr int total = 24;
  for (int i = 0; i < total; ++i) ASSERT_TRUE(this->put(this->key(i), this->body("photo"), i < 14 ? 50 : 3600));
  this->clock().set_ms((contract_start_s + 50) * 1000 - 1);
  EXPECT_EQ(this->remove_all_expired(5), 0);
  this->clock().set_ms((contract_start_s + 50) * 1000);
  EXPECT_EQ(this->remove_expired(0).value_or(-1), 0);
  EXPECT_EQ(this->remove_all_expired(5), 14);
  for (int i = 14; i < total; ++i) EXPECT_TRUE(this->head(this->key(i))) << i;
  this->clock().set_ms((contract_start_s + 3600) * 1000);
  EXPECT_EQ(this->remove_all_expired(1000), 10);
}

TYPED_TEST_P(PhotoStoreContract, ManyKeysKeepTheirOwnPhotos) {
  const std::vector<std::string> owners{"a", "auth0|5f7c8ec7c33c6c004bbafe82", "someone@example.org", "X:y_z-.1",
                                        std::string(128, 'u')};
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(this->put(this->key(i, owners[static_cast<std::size_t>(i) % owners.size()]),
                          this->body("photo " + std::to_string(i))));
  }
  for (int i = 0; i < 40; ++i) {
    this->expect_kept(this->key(i, owners[static_cast<std::size_t>(i) % owners.size()]),
                      this->body("photo " + std::to_string(i)));
  }
}

TYPED_TEST_P(PhotoStoreContract, InfoSurvivesAsItIs) {
  const Bytes bytes = this->body("a photo");
  PhotoInfo info = this->kept(bytes);
  for (const char* type : {"image/png", "image/webp", "image/heic"}) {
    info.content_type = type;
    info.orientation = static_cast<std::uint16_t>(info.orientation % 8 + 1);
    info.created_at_s -= 1000;
    const PhotoKey where = this->key(info.orientation);
    ASSERT_TRUE(test::run(this->store().put(where, info, bytes, this->soon())));
    const auto found = this->head(where);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, info);
  }
}

// Exactly one of several puts to one key stores its photo, and all are told which one is kept.
TYPED_TEST_P(PhotoStoreContract, OneOfManyConcurrentPutsWins) {
  constexpr int rivals = 12;
  boost::asio::thread_pool threads(4);
  std::vector<std::future<Result<PutAnswer>>> answers;
  for (int i = 0; i < rivals; ++i) {
    const Bytes bytes = this->body("rival " + std::to_string(i));
    auto task = this->store().put(this->key(1), this->sent(bytes), bytes, this->soon());
    answers.push_back(boost::asio::co_spawn(threads, std::move(task), boost::asio::use_future));
  }
  int stored = 0;
  std::set<std::string> winners;
  for (auto& one : answers) {
    const auto answer = one.get();
    ASSERT_TRUE(answer) << answer.error().detail;
    stored += answer->outcome == PutOutcome::stored ? 1 : 0;
    winners.insert(answer->info.received_md5);
  }
  threads.join();
  const auto photo = this->get(this->key(1));
  ASSERT_TRUE(photo);
  EXPECT_EQ(receive_digests(photo->bytes).md5, photo->info.received_md5);
  EXPECT_TRUE(winners.contains(photo->info.received_md5));
  if (this->traits().refuses_second_body) {
    EXPECT_EQ(stored, 1);
    EXPECT_EQ(winners.size(), 1U);
  }
}

TYPED_TEST_P(PhotoStoreContract, APassedDeadlineIsTimedOut) {
  const Bytes bytes = this->body("a photo");
  const Deadline past = Deadline::after(std::chrono::seconds(-1));
  const auto answer = test::run(this->store().put(this->key(1), this->sent(bytes), bytes, past));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::timed_out);
  this->expect_absent(this->key(1));
}

REGISTER_TYPED_TEST_SUITE_P(PhotoStoreContract, SaysWhatItIs, KeepsAPhotoWithAllThatIsKnownOfIt,
                            TheSizeIsOfTheBytesKeptTheDigestsOfTheBytesReceived, WhatWasNeverPutIsNotFound,
                            TheSameBytesAgainAreFine, ADifferentBodyToOneKey, BodiesOfNoBytesAndOfManyAreKept,
                            UnreadableFromTheSecondItExpires, AfterExpiryTheKeyIsFree, RemovedIsGoneAndTheRestStays,
                            ARemovedKeyTakesANewPhoto, ExpiredPhotosAreRemovedAFewAtATime, ManyKeysKeepTheirOwnPhotos,
                            InfoSurvivesAsItIs, OneOfManyConcurrentPutsWins, APassedDeadlineIsTimedOut);

}  // namespace lumen::photos
