// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every AnalysisSweeper keeps. See analyses_contract.h for what an adapter's test brings.

#include "analyses/analyses_contract.h"

namespace lumen::analyses {

template <class Fixture>
class AnalysisSweeperContract : public AnalysesContract<Fixture> {
 protected:
  void expect_due(DueKind kind, const AnalysisId& id, Status status) {
    const auto items = this->due();
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].kind, kind);
    EXPECT_EQ(items[0].id, id);
    EXPECT_EQ(items[0].owner, ann());
    EXPECT_EQ(items[0].status, status);
  }
  static void expect_conflict(const Result<void>& step) {
    ASSERT_FALSE(step);
    EXPECT_EQ(step.error().kind, ErrorKind::conflict);
  }
};

TYPED_TEST_SUITE_P(AnalysisSweeperContract);

TYPED_TEST_P(AnalysisSweeperContract, AnUploadIsDueInTheSecondAfterItsEnd) {
  ASSERT_TRUE(this->create(ann(), analysis_number(1)));
  this->clock().set_ms(contract_start_ms + contract_upload_life_s * 1000 + 999);
  EXPECT_TRUE(this->due().empty());
  this->clock().advance_ms(1);
  this->expect_due(DueKind::upload_expired, analysis_number(1), Status::pending);
}

TYPED_TEST_P(AnalysisSweeperContract, AnUploadThatNeverCameFailsRetryably) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->create(ann(), id));
  this->clock().advance_ms(contract_upload_life_s * 1000 + 1'000);
  ASSERT_TRUE(this->expire_upload(id));
  const Analysis analysis = **this->get(ann(), id);
  EXPECT_EQ(analysis.status, Status::failed);
  ASSERT_TRUE(analysis.failure);
  EXPECT_EQ(analysis.failure->code, "upload_expired");
  EXPECT_TRUE(analysis.failure->retryable);
  EXPECT_NE(analysis.failure->message, "");
  EXPECT_FALSE(this->claim());
  this->expect_due(DueKind::announce, id, Status::failed);
  this->expect_conflict(this->expire_upload(id));
}

TYPED_TEST_P(AnalysisSweeperContract, APhotoThatComesAfterAllIsAnalysed) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->create(ann(), id));
  this->clock().advance_ms(contract_upload_life_s * 1000 + 1'000);
  ASSERT_TRUE(this->expire_upload(id));
  EXPECT_EQ(*this->upload(id), UploadOutcome::queued);
  const Analysis queued = **this->get(ann(), id);
  EXPECT_EQ(queued.status, Status::pending);
  EXPECT_EQ(queued.stage, Stage::queued);
  EXPECT_FALSE(queued.failure);
  EXPECT_TRUE(this->due().empty());
  this->expect_conflict(this->expire_upload(id));
  const auto held = this->claim();
  ASSERT_TRUE(held);
  EXPECT_TRUE(this->complete(*held));
  this->expect_due(DueKind::announce, id, Status::completed);
}

TYPED_TEST_P(AnalysisSweeperContract, AnUploadThatCameIsNotExpired) {
  this->queue_one(analysis_number(1));
  this->clock().advance_ms(contract_upload_life_s * 1000 + 1'000);
  EXPECT_TRUE(this->due().empty());
  this->expect_conflict(this->expire_upload(analysis_number(1)));
  this->expect_conflict(this->expire_upload(analysis_number(2)));
  EXPECT_EQ((*this->get(ann(), analysis_number(1)))->status, Status::pending);
}

TYPED_TEST_P(AnalysisSweeperContract, AnEndIsDueToBeAnnouncedUntilItWas) {
  const Claim completed = this->claim_one(analysis_number(1));
  EXPECT_TRUE(this->due().empty());
  ASSERT_TRUE(this->complete(completed));
  this->expect_due(DueKind::announce, analysis_number(1), Status::completed);
  this->fixture_.restart();
  this->expect_due(DueKind::announce, analysis_number(1), Status::completed);
  ASSERT_TRUE(this->mark_announced(analysis_number(1)));
  EXPECT_TRUE(this->due().empty());
  EXPECT_TRUE(this->mark_announced(analysis_number(1)));
  const Claim failed = this->claim_one(analysis_number(2));
  ASSERT_TRUE(this->fail_for_good(failed));
  this->expect_due(DueKind::announce, analysis_number(2), Status::failed);
  ASSERT_TRUE(this->mark_announced(analysis_number(2)));
  ASSERT_TRUE(this->release(this->last_claim_of(analysis_number(3)), 0));
  this->expect_due(DueKind::announce, analysis_number(3), Status::failed);
}

TYPED_TEST_P(AnalysisSweeperContract, ADeletedAnalysisIsErasedAndNotAnnounced) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->complete(this->claim_one(id)));
  this->expect_conflict(this->erase(id));
  ASSERT_TRUE(this->remove(ann(), id));
  this->expect_due(DueKind::erase, id, Status::completed);
  const auto foreign = test::run(this->sweeper().erase(bob(), id, this->never()));
  this->expect_due(DueKind::erase, id, Status::completed);
  EXPECT_TRUE(this->erase(id));
  EXPECT_TRUE(this->due().empty());
  EXPECT_TRUE(this->erase(id));
}

TYPED_TEST_P(AnalysisSweeperContract, AnAnalysisIsErasedFromItsTtlOn) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->complete(this->claim_one(id)));
  ASSERT_TRUE(this->mark_announced(id));
  this->clock().set_ms(contract_start_ms + contract_retention_s * 1000 - 1);
  EXPECT_TRUE(this->due().empty());
  this->expect_conflict(this->erase(id));
  this->clock().advance_ms(1);
  this->expect_due(DueKind::erase, id, Status::completed);
  EXPECT_TRUE(this->erase(id));
  EXPECT_TRUE(this->due().empty());
  this->expect_unreadable(ann(), id);
}

TYPED_TEST_P(AnalysisSweeperContract, AnExpiredAnalysisIsOnlyErased) {
  ASSERT_TRUE(this->create(ann(), analysis_number(1)));
  ASSERT_TRUE(this->complete(this->claim_one(analysis_number(2))));
  ASSERT_TRUE(this->create(ann(), analysis_number(3)));
  ASSERT_TRUE(this->remove(ann(), analysis_number(3)));
  this->clock().set_ms(contract_start_ms + contract_retention_s * 1000);
  const auto items = this->due();
  ASSERT_EQ(items.size(), 3U);
  for (const DueItem& item : items) EXPECT_EQ(item.kind, DueKind::erase);
  this->expect_conflict(this->expire_upload(analysis_number(1)));
}

TYPED_TEST_P(AnalysisSweeperContract, TheOldestAreDueFirstUpToTheLimit) {
  ASSERT_TRUE(this->create(ann(), analysis_number(1)));
  ASSERT_TRUE(this->create(ann(), analysis_number(2)));
  const Claim held = this->claim_one(analysis_number(3));
  ASSERT_TRUE(this->complete(held));
  this->clock().advance_ms(1);
  ASSERT_TRUE(this->remove(ann(), analysis_number(2)));
  this->clock().advance_ms(contract_upload_life_s * 1000 + 1'000);
  const auto all = this->due(100);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].kind, DueKind::announce);
  EXPECT_EQ(all[1].kind, DueKind::erase);
  EXPECT_EQ(all[2].kind, DueKind::upload_expired);
  const auto some = this->due(2);
  ASSERT_EQ(some.size(), 2U);
  EXPECT_EQ(some[0].id, analysis_number(3));
  EXPECT_EQ(some[1].id, analysis_number(2));
}

REGISTER_TYPED_TEST_SUITE_P(AnalysisSweeperContract, AnUploadIsDueInTheSecondAfterItsEnd,
                            AnUploadThatNeverCameFailsRetryably, APhotoThatComesAfterAllIsAnalysed,
                            AnUploadThatCameIsNotExpired, AnEndIsDueToBeAnnouncedUntilItWas,
                            ADeletedAnalysisIsErasedAndNotAnnounced, AnAnalysisIsErasedFromItsTtlOn,
                            AnExpiredAnalysisIsOnlyErased, TheOldestAreDueFirstUpToTheLimit);

}  // namespace lumen::analyses
