// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every AnalysisQueue keeps. See analyses_contract.h for what an adapter's test brings.

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <set>

#include "analyses/analyses_contract.h"
#include "tests/support/run_task.h"

namespace lumen::analyses {

// Claims and completes until nothing is due; answers what it completed.
inline Task<std::vector<AnalysisId>> work_until_idle(AnalysisQueue& queue) {
  std::vector<AnalysisId> done;
  while (true) {
    auto claimed = co_await queue.claim(Deadline::never());
    if (!claimed || !*claimed) co_return done;
    const Claim held = **claimed;
    auto completed = co_await queue.complete(held, result_documents(), Deadline::never());
    if (completed) done.push_back(held.id);
  }
}

inline Task<bool> complete_in_turn(AnalysisQueue& queue, Claim held) {
  auto completed = co_await queue.complete(held, result_documents(), Deadline::never());
  co_return completed.has_value();
}

template <class Fixture>
class AnalysisQueueContract : public AnalysesContract<Fixture> {};

TYPED_TEST_SUITE_P(AnalysisQueueContract);

TYPED_TEST_P(AnalysisQueueContract, OnlyAnUploadedPhotoIsClaimed) {
  EXPECT_FALSE(this->claim());
  ASSERT_TRUE(this->create(ann(), analysis_number(1)));
  EXPECT_FALSE(this->claim());
  ASSERT_TRUE(this->upload(analysis_number(1), "e7"));
  const auto held = this->claim();
  ASSERT_TRUE(held);
  EXPECT_EQ(held->id, analysis_number(1));
  EXPECT_EQ(held->owner, ann());
  EXPECT_EQ(held->photo.etag, "e7");
  EXPECT_EQ(held->photo.content_type, "image/jpeg");
  EXPECT_EQ(held->photo.size_bytes, 123'456U);
  EXPECT_EQ(held->photo.orientation, 6);
  EXPECT_EQ(held->prediction, "");
  EXPECT_EQ(held->created_at_ms, contract_start_ms);
  EXPECT_EQ(held->ttl_s, contract_start_ms / 1000 + contract_retention_s);
  EXPECT_EQ(held->attempt, 1);
  const auto read = this->get(ann(), analysis_number(1));
  EXPECT_EQ((*read)->status, Status::processing);
  EXPECT_EQ((*read)->stage, Stage::classifying);
}

TYPED_TEST_P(AnalysisQueueContract, TheOldestComesFirst) {
  for (const std::uint32_t i : {3U, 1U, 2U}) {
    this->queue_one(analysis_number(i));
    this->clock().advance_ms(1);
  }
  for (const std::uint32_t i : {3U, 1U, 2U}) EXPECT_EQ(this->claim()->id, analysis_number(i));
}

TYPED_TEST_P(AnalysisQueueContract, ConcurrentWorkersDoEachAnalysisOnce) {
  constexpr std::uint32_t count = 60;
  for (std::uint32_t i = 0; i < count; ++i) this->queue_one(analysis_number(i));
  boost::asio::thread_pool& pool = test::two_threads();
  std::vector<std::future<std::vector<AnalysisId>>> workers;
  for (int i = 0; i < 8; ++i) {
    workers.push_back(boost::asio::co_spawn(pool, work_until_idle(this->queue()), boost::asio::use_future));
  }
  std::vector<AnalysisId> all;
  for (auto& worker : workers) {
    const auto done = worker.get();
    all.insert(all.end(), done.begin(), done.end());
  }
  EXPECT_EQ(all.size(), count);
  EXPECT_EQ(std::set<AnalysisId>(all.begin(), all.end()).size(), count);
}

TYPED_TEST_P(AnalysisQueueContract, OneClaimEndsOnceThoughTwoTry) {
  const Claim held = this->claim_one(analysis_number(1));
  boost::asio::thread_pool& pool = test::two_threads();
  auto first = boost::asio::co_spawn(pool, complete_in_turn(this->queue(), held), boost::asio::use_future);
  auto second = boost::asio::co_spawn(pool, complete_in_turn(this->queue(), held), boost::asio::use_future);
  EXPECT_NE(first.get(), second.get());
}

TYPED_TEST_P(AnalysisQueueContract, AClaimHoldsUntilTheLastMillisecondOfItsLease) {
  const Claim held = this->claim_one(analysis_number(1));
  this->clock().advance_ms(contract_lease_ms - 1);
  EXPECT_FALSE(this->claim());
  EXPECT_TRUE(this->store_prediction(held));
  EXPECT_TRUE(this->complete(held));
}

TYPED_TEST_P(AnalysisQueueContract, AClaimIsLostWhenItsLeaseEnds) {
  const Claim held = this->claim_one(analysis_number(1));
  this->clock().advance_ms(contract_lease_ms);
  this->expect_every_step_lost(held);
  const auto next = this->claim();
  ASSERT_TRUE(next);
  EXPECT_EQ(next->id, held.id);
  EXPECT_EQ(next->attempt, 2);
  EXPECT_GT(next->claim_token, held.claim_token);
  this->expect_every_step_lost(held);
  EXPECT_TRUE(this->complete(*next));
}

TYPED_TEST_P(AnalysisQueueContract, ARenewedLeaseLastsFromTheRenewalOn) {
  const Claim held = this->claim_one(analysis_number(1));
  this->clock().advance_ms(contract_lease_ms - 1);
  ASSERT_TRUE(this->renew(held));
  this->clock().advance_ms(contract_lease_ms - 1);
  EXPECT_FALSE(this->claim());
  EXPECT_TRUE(this->renew(held));
  this->clock().advance_ms(contract_lease_ms);
  this->expect_lost(this->renew(held));
  EXPECT_TRUE(this->claim());
}

TYPED_TEST_P(AnalysisQueueContract, TheStageOnlyMovesForward) {
  const AnalysisId id = analysis_number(1);
  const Claim held = this->claim_one(id);
  ASSERT_TRUE(this->renew(held, Stage::recommending));
  EXPECT_EQ((*this->get(ann(), id))->stage, Stage::recommending);
  ASSERT_TRUE(this->renew(held, Stage::classifying));
  EXPECT_EQ((*this->get(ann(), id))->stage, Stage::recommending);
}

TYPED_TEST_P(AnalysisQueueContract, APredictionIsReadableWhileTheRestIsDone) {
  const AnalysisId id = analysis_number(1);
  const Claim held = this->claim_one(id);
  ASSERT_TRUE(this->get(ann(), id));
  ASSERT_TRUE(this->store_prediction(held, R"({"condition":"pores"})"));
  const Analysis analysis = **this->get(ann(), id);
  EXPECT_EQ(analysis.status, Status::processing);
  EXPECT_EQ(analysis.stage, Stage::explaining);
  EXPECT_EQ(analysis.documents.prediction, R"({"condition":"pores"})");
  EXPECT_EQ(analysis.documents.severity, Severity::mild);
  EXPECT_EQ(analysis.documents.enhanced_analysis, "");
  EXPECT_TRUE(this->due().empty());
}

TYPED_TEST_P(AnalysisQueueContract, ACompletedAnalysisIsWhole) {
  const AnalysisId id = analysis_number(1);
  const Claim held = this->claim_one(id);
  ASSERT_TRUE(this->store_prediction(held, R"({"condition":"pores"})"));
  const std::uint64_t before = (*this->get(ann(), id))->revision;
  ResultDocuments documents = result_documents();
  documents.prediction = "";
  ASSERT_TRUE(test::run(this->queue().complete(held, documents, this->never())));
  const Analysis analysis = **this->get(ann(), id);
  EXPECT_EQ(analysis.status, Status::completed);
  EXPECT_EQ(analysis.stage, Stage::done);
  EXPECT_GT(analysis.revision, before);
  EXPECT_EQ(analysis.documents.prediction, R"({"condition":"pores"})");
  EXPECT_EQ(analysis.documents.enhanced_analysis, documents.enhanced_analysis);
  EXPECT_EQ(analysis.documents.products, documents.products);
  EXPECT_EQ(analysis.documents.timing, documents.timing);
  EXPECT_EQ(analysis.documents.severity, Severity::moderate);
  EXPECT_FALSE(analysis.failure);
  this->expect_every_step_lost(held);
  this->clock().advance_ms(10 * contract_lease_ms);
  EXPECT_FALSE(this->claim());
}

TYPED_TEST_P(AnalysisQueueContract, AFailedAnalysisSaysWhy) {
  const AnalysisId id = analysis_number(1);
  const Claim held = this->claim_one(id);
  ASSERT_TRUE(this->fail_for_good(held));
  const Analysis analysis = **this->get(ann(), id);
  EXPECT_EQ(analysis.status, Status::failed);
  EXPECT_EQ(analysis.stage, Stage::done);
  ASSERT_TRUE(analysis.failure);
  EXPECT_EQ(analysis.failure->code, "photo_rejected");
  EXPECT_EQ(analysis.failure->message, "The photo is too dark.");
  EXPECT_EQ(analysis.failure->hint, "Face a window.");
  EXPECT_FALSE(analysis.failure->retryable);
  this->expect_every_step_lost(held);
  this->clock().advance_ms(10 * contract_lease_ms);
  EXPECT_FALSE(this->claim());
  EXPECT_TRUE(this->dead_letters().empty());
}

TYPED_TEST_P(AnalysisQueueContract, AReleasedAnalysisWaitsForItsNextTry) {
  const AnalysisId id = analysis_number(1);
  const Claim held = this->claim_one(id);
  ASSERT_TRUE(this->store_prediction(held, R"({"condition":"pores"})"));
  ASSERT_TRUE(this->release(held, 2'000));
  this->expect_every_step_lost(held);
  const Analysis waiting = **this->get(ann(), id);
  EXPECT_EQ(waiting.status, Status::pending);
  EXPECT_EQ(waiting.stage, Stage::queued);
  EXPECT_FALSE(waiting.failure);
  this->clock().advance_ms(1'999);
  EXPECT_FALSE(this->claim());
  this->clock().advance_ms(1);
  const auto next = this->claim();
  ASSERT_TRUE(next);
  EXPECT_EQ(next->attempt, 2);
  EXPECT_EQ(next->prediction, R"({"condition":"pores"})");
  EXPECT_EQ((*this->get(ann(), id))->stage, Stage::explaining);
}

TYPED_TEST_P(AnalysisQueueContract, TheNextDueTimeIsKnown) {
  const auto next_due = [this] { return *test::run(this->queue().next_due_ms(this->never())); };
  EXPECT_FALSE(next_due());
  ASSERT_TRUE(this->create(ann(), analysis_number(1)));
  EXPECT_FALSE(next_due());
  ASSERT_TRUE(this->upload(analysis_number(1)));
  EXPECT_EQ(next_due(), contract_start_ms);
  const auto held = this->claim();
  EXPECT_EQ(next_due(), contract_start_ms + contract_lease_ms);
  ASSERT_TRUE(this->release(*held, 2'000));
  EXPECT_EQ(next_due(), contract_start_ms + 2'000);
  ASSERT_TRUE(this->remove(ann(), analysis_number(1)));
  EXPECT_FALSE(next_due());
}

TYPED_TEST_P(AnalysisQueueContract, TheLastAttemptEndsAsADeadLetter) {
  const AnalysisId id = analysis_number(1);
  const Claim last = this->last_claim_of(id);
  EXPECT_TRUE(this->dead_letters().empty());
  this->clock().advance_ms(7);
  ASSERT_TRUE(this->release(last, 0, "unavailable: the worker is gone"));
  EXPECT_FALSE(this->claim());
  const auto letters = this->dead_letters();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].id, id);
  EXPECT_EQ(letters[0].owner, ann());
  EXPECT_EQ(letters[0].attempts, limits::attempts_max);
  EXPECT_EQ(letters[0].reason, "unavailable: the worker is gone");
  EXPECT_EQ(letters[0].failed_at_ms, contract_start_ms + 7);
  const Analysis analysis = **this->get(ann(), id);
  EXPECT_EQ(analysis.status, Status::failed);
  ASSERT_TRUE(analysis.failure);
  EXPECT_EQ(analysis.failure->code, "internal_error");
  EXPECT_TRUE(analysis.failure->retryable);
  EXPECT_EQ(analysis.failure->message.find("worker"), std::string::npos);
}

TYPED_TEST_P(AnalysisQueueContract, AWorkerThatNeverAnswersEndsAsADeadLetterToo) {
  const AnalysisId id = analysis_number(1);
  this->last_claim_of(id);
  this->clock().advance_ms(contract_lease_ms + 1);
  this->queue_one(analysis_number(2));
  const auto other = this->claim();
  ASSERT_TRUE(other);
  EXPECT_EQ(other->id, analysis_number(2));
  ASSERT_EQ(this->dead_letters().size(), 1U);
  EXPECT_EQ(this->dead_letters()[0].id, id);
  EXPECT_NE(this->dead_letters()[0].reason, "");
  EXPECT_EQ((*this->get(ann(), id))->status, Status::failed);
}

TYPED_TEST_P(AnalysisQueueContract, DeadLettersAreListedNewestFirst) {
  for (std::uint32_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(this->release(this->last_claim_of(analysis_number(i)), 0));
    this->clock().advance_ms(1);
  }
  const auto letters = this->dead_letters(2);
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_EQ(letters[0].id, analysis_number(3));
  EXPECT_EQ(letters[1].id, analysis_number(2));
  ASSERT_TRUE(this->remove(ann(), analysis_number(3)));
  EXPECT_EQ(this->dead_letters(2)[0].id, analysis_number(2));
}

TYPED_TEST_P(AnalysisQueueContract, ADeadLetterIsRetriedWithFreshAttempts) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->release(this->last_claim_of(id), 0));
  ASSERT_TRUE(this->retry(id));
  EXPECT_TRUE(this->dead_letters().empty());
  const Analysis queued = **this->get(ann(), id);
  EXPECT_EQ(queued.status, Status::pending);
  EXPECT_EQ(queued.stage, Stage::queued);
  EXPECT_FALSE(queued.failure);
  EXPECT_TRUE(this->due().empty());
  const auto held = this->claim();
  ASSERT_TRUE(held);
  EXPECT_EQ(held->attempt, 1);
  EXPECT_TRUE(this->complete(*held));
}

TYPED_TEST_P(AnalysisQueueContract, OnlyADeadLetterIsRetried) {
  const Claim held = this->claim_one(analysis_number(1));
  for (const AnalysisId& id : {analysis_number(1), analysis_number(2), AnalysisId::trusted("no uuid")}) {
    const auto retried = this->retry(id);
    ASSERT_FALSE(retried);
    EXPECT_EQ(retried.error().kind, ErrorKind::not_found);
  }
  ASSERT_TRUE(this->fail_for_good(held));
  EXPECT_FALSE(this->retry(analysis_number(1)));
}

TYPED_TEST_P(AnalysisQueueContract, ADeletedAnalysisIsNeitherClaimedNorChanged) {
  const Claim held = this->claim_one(analysis_number(1));
  ASSERT_TRUE(this->remove(ann(), analysis_number(1)));
  this->expect_every_step_lost(held);
  this->clock().advance_ms(contract_lease_ms);
  EXPECT_FALSE(this->claim());
  ASSERT_TRUE(this->erase(analysis_number(1)));
  this->expect_every_step_lost(held);
  this->expect_unreadable(ann(), analysis_number(1));
  EXPECT_TRUE(this->history_ids(10).empty());
}

TYPED_TEST_P(AnalysisQueueContract, AnExpiredAnalysisIsNeitherClaimedNorChanged) {
  this->queue_one(analysis_number(1));
  this->clock().set_ms(contract_start_ms + contract_retention_s * 1000 - 1);
  const auto held = this->claim();
  ASSERT_TRUE(held);
  this->clock().advance_ms(1);
  this->expect_every_step_lost(*held);
  this->clock().advance_ms(contract_lease_ms);
  EXPECT_FALSE(this->claim());
}

TYPED_TEST_P(AnalysisQueueContract, ARestartFreesTheLeasesOfTheOldProcess) {
  const Claim held = this->claim_one(analysis_number(1));
  ASSERT_TRUE(this->store_prediction(held, R"({"condition":"pores"})"));
  this->fixture_.restart();
  const auto next = this->claim();
  ASSERT_EQ(next.has_value(), TypeParam::frees_leases_at_restart);
  if (!next) return;
  EXPECT_EQ(next->id, held.id);
  EXPECT_EQ(next->attempt, 2);
  EXPECT_EQ(next->prediction, R"({"condition":"pores"})");
  this->expect_every_step_lost(held);
  EXPECT_TRUE(this->complete(*next));
}

TYPED_TEST_P(AnalysisQueueContract, ARestartKeepsPausesAndDeadLetters) {
  ASSERT_TRUE(this->release(this->last_claim_of(analysis_number(1)), 0, "internal_error: why"));
  ASSERT_TRUE(this->release(this->claim_one(analysis_number(2)), 2'000));
  this->fixture_.restart();
  EXPECT_FALSE(this->claim());
  ASSERT_EQ(this->dead_letters().size(), 1U);
  EXPECT_EQ(this->dead_letters()[0].reason, "internal_error: why");
  this->clock().advance_ms(2'000);
  EXPECT_EQ(this->claim()->id, analysis_number(2));
}

REGISTER_TYPED_TEST_SUITE_P(AnalysisQueueContract, OnlyAnUploadedPhotoIsClaimed, TheOldestComesFirst,
                            ConcurrentWorkersDoEachAnalysisOnce, OneClaimEndsOnceThoughTwoTry,
                            AClaimHoldsUntilTheLastMillisecondOfItsLease, AClaimIsLostWhenItsLeaseEnds,
                            ARenewedLeaseLastsFromTheRenewalOn, TheStageOnlyMovesForward,
                            APredictionIsReadableWhileTheRestIsDone, ACompletedAnalysisIsWhole, AFailedAnalysisSaysWhy,
                            AReleasedAnalysisWaitsForItsNextTry, TheNextDueTimeIsKnown, TheLastAttemptEndsAsADeadLetter,
                            AWorkerThatNeverAnswersEndsAsADeadLetterToo, DeadLettersAreListedNewestFirst,
                            ADeadLetterIsRetriedWithFreshAttempts, OnlyADeadLetterIsRetried,
                            ADeletedAnalysisIsNeitherClaimedNorChanged, AnExpiredAnalysisIsNeitherClaimedNorChanged,
                            ARestartFreesTheLeasesOfTheOldProcess, ARestartKeepsPausesAndDeadLetters);

}  // namespace lumen::analyses
