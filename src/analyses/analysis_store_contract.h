// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every AnalysisStore keeps. See analyses_contract.h for what an adapter's test brings.

#include <algorithm>

#include "analyses/analyses_contract.h"

namespace lumen::analyses {

template <class Fixture>
class AnalysisStoreContract : public AnalysesContract<Fixture> {};

TYPED_TEST_SUITE_P(AnalysisStoreContract);

TYPED_TEST_P(AnalysisStoreContract, ANewAnalysisAwaitsItsUpload) {
  const AnalysisId id = analysis_number(1);
  const auto created = this->create(ann(), id);
  ASSERT_TRUE(created);
  EXPECT_EQ(*created, CreateOutcome::created);
  const auto read = this->get(ann(), id);
  ASSERT_TRUE(read);
  const Analysis& analysis = **read;
  EXPECT_EQ(analysis.id, id);
  EXPECT_EQ(analysis.owner, ann());
  EXPECT_EQ(analysis.status, Status::pending);
  EXPECT_EQ(analysis.stage, Stage::awaiting_upload);
  EXPECT_EQ(analysis.created_at_ms, contract_start_ms);
  EXPECT_EQ(analysis.ttl_s, contract_start_ms / 1000 + contract_retention_s);
  EXPECT_FALSE(analysis.photo);
  EXPECT_FALSE(analysis.failure);
  EXPECT_EQ(analysis.documents.prediction, "");
}

TYPED_TEST_P(AnalysisStoreContract, CreatingTwiceChangesNothing) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->create(ann(), id));
  ASSERT_TRUE(this->upload(id));
  this->clock().advance_ms(5'000);
  const auto again = this->create(ann(), id);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, CreateOutcome::existed);
  const auto read = this->get(ann(), id);
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)->created_at_ms, contract_start_ms);
  EXPECT_EQ((*read)->stage, Stage::queued);
}

TYPED_TEST_P(AnalysisStoreContract, AnIdOfAnotherPersonIsAConflict) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->create(ann(), id));
  const auto taken = this->create(bob(), id);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::conflict);
  this->expect_unreadable(bob(), id);
  EXPECT_TRUE(this->get(ann(), id));
}

TYPED_TEST_P(AnalysisStoreContract, ForeignUnknownAndMalformedIdsLookAlike) {
  ASSERT_TRUE(this->create(ann(), analysis_number(1)));
  EXPECT_TRUE(this->get(ann(), analysis_number(1)));
  this->expect_unreadable(bob(), analysis_number(1));
  this->expect_unreadable(ann(), analysis_number(2));
  this->expect_unreadable(ann(), AnalysisId::trusted("no uuid"));
  const auto foreign =
      test::run(this->store().mark_uploaded(bob(), analysis_number(1), photo_version("e"), this->never()));
  ASSERT_FALSE(foreign);
  this->expect_forbidden(foreign.error());
  const auto unknown = this->upload(analysis_number(2));
  ASSERT_FALSE(unknown);
  this->expect_forbidden(unknown.error());
  for (const auto& removed : {this->remove(bob(), analysis_number(1)), this->remove(ann(), analysis_number(2))}) {
    ASSERT_FALSE(removed);
    this->expect_forbidden(removed.error());
  }
  EXPECT_TRUE(this->get(ann(), analysis_number(1)));
}

TYPED_TEST_P(AnalysisStoreContract, ReadableUntilTheSecondOfItsTtl) {
  const AnalysisId id = analysis_number(1);
  const AnalysisId never_read = analysis_number(2);
  ASSERT_TRUE(this->create(ann(), id));
  ASSERT_TRUE(this->create(ann(), never_read));
  this->clock().set_ms(contract_start_ms + contract_retention_s * 1000 - 1);
  EXPECT_TRUE(this->get(ann(), id));
  EXPECT_EQ(this->history_ids(10).size(), 2U);
  this->clock().advance_ms(1);
  this->expect_unreadable(ann(), id);
  this->expect_unreadable(ann(), never_read);
  EXPECT_TRUE(this->history_ids(10).empty());
  EXPECT_FALSE(this->upload(id));
  EXPECT_FALSE(this->remove(ann(), id));
}

TYPED_TEST_P(AnalysisStoreContract, AnUploadQueuesTheAnalysisOnce) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->create(ann(), id));
  const std::uint64_t before = (*this->get(ann(), id))->revision;
  EXPECT_EQ(*this->upload(id, "e1"), UploadOutcome::queued);
  EXPECT_EQ(*this->upload(id, "e1"), UploadOutcome::already);
  EXPECT_EQ(*this->upload(id, "e2"), UploadOutcome::refused);
  const Analysis analysis = **this->get(ann(), id);
  EXPECT_EQ(analysis.status, Status::pending);
  EXPECT_EQ(analysis.stage, Stage::queued);
  EXPECT_GT(analysis.revision, before);
  ASSERT_TRUE(analysis.photo);
  EXPECT_EQ(analysis.photo->etag, "e1");
  EXPECT_EQ(analysis.photo->content_type, "image/jpeg");
  EXPECT_EQ(analysis.photo->size_bytes, 123'456U);
  EXPECT_EQ(analysis.photo->orientation, 6);
  EXPECT_TRUE(this->claim());
  EXPECT_FALSE(this->claim());
}

TYPED_TEST_P(AnalysisStoreContract, AnUploadAfterTheEndChangesNothing) {
  const AnalysisId id = analysis_number(1);
  const Claim held = this->claim_one(id);
  EXPECT_EQ(*this->upload(id, "e1"), UploadOutcome::already);
  ASSERT_TRUE(this->complete(held));
  EXPECT_EQ(*this->upload(id, "e1"), UploadOutcome::already);
  EXPECT_EQ(*this->upload(id, "e2"), UploadOutcome::refused);
  EXPECT_EQ((*this->get(ann(), id))->status, Status::completed);
  EXPECT_FALSE(this->claim());
}

TYPED_TEST_P(AnalysisStoreContract, DeletingIsAtOnceAndRepeatable) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->create(ann(), id));
  ASSERT_TRUE(this->get(ann(), id));
  EXPECT_TRUE(this->remove(ann(), id));
  this->expect_unreadable(ann(), id);
  EXPECT_TRUE(this->history_ids(10).empty());
  EXPECT_TRUE(this->remove(ann(), id));
  EXPECT_FALSE(this->remove(bob(), id));
  EXPECT_FALSE(this->upload(id));
  ASSERT_TRUE(this->erase(id));
  EXPECT_TRUE(this->remove(ann(), id));
  EXPECT_FALSE(this->remove(bob(), id));
  this->expect_unreadable(ann(), id);
}

TYPED_TEST_P(AnalysisStoreContract, WhatWasDeletedDoesNotComeBack) {
  const AnalysisId id = analysis_number(1);
  ASSERT_TRUE(this->create(ann(), id));
  ASSERT_TRUE(this->remove(ann(), id));
  const auto while_deleting = this->create(ann(), id);
  ASSERT_FALSE(while_deleting);
  EXPECT_EQ(while_deleting.error().kind, ErrorKind::conflict);
  ASSERT_TRUE(this->erase(id));
  const auto after_erasing = this->create(ann(), id);
  ASSERT_FALSE(after_erasing);
  EXPECT_EQ(after_erasing.error().kind, ErrorKind::conflict);
  this->expect_unreadable(ann(), id);
}

TYPED_TEST_P(AnalysisStoreContract, HistoryIsNewestFirst) {
  for (std::uint32_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(this->create(ann(), analysis_number(10 - i)));
    this->clock().advance_ms(1);
  }
  ASSERT_TRUE(this->create(bob(), analysis_number(20)));
  const std::vector<AnalysisId> expected = {analysis_number(7), analysis_number(8), analysis_number(9)};
  EXPECT_EQ(this->history_ids(10), expected);
  EXPECT_EQ(this->history(3).next_cursor, "");
}

TYPED_TEST_P(AnalysisStoreContract, PagesNeitherRepeatNorMissUnderChanges) {
  for (std::uint32_t i = 1; i <= 10; ++i) {
    ASSERT_TRUE(this->create(ann(), analysis_number(i)));
    if (i % 2 == 0) this->clock().advance_ms(1);  // pairs of one millisecond
  }
  std::vector<AnalysisId> seen;
  std::string cursor;
  for (std::uint32_t page_number = 0; page_number < 4; ++page_number) {
    const HistoryPage page = this->history(3, cursor);
    for (const auto& analysis : page.analyses) seen.push_back(analysis->id);
    cursor = page.next_cursor;
    EXPECT_EQ(cursor.empty(), page_number == 3);
    // A newer one, and the last one seen goes away.
    ASSERT_TRUE(this->create(ann(), analysis_number(100 + page_number)));
    ASSERT_TRUE(this->remove(ann(), seen.back()));
  }
  ASSERT_EQ(seen.size(), 10U);
  std::vector<AnalysisId> expected;
  for (std::uint32_t i = 10; i >= 1; --i) expected.push_back(analysis_number(i));
  EXPECT_EQ(seen, expected);
}

TYPED_TEST_P(AnalysisStoreContract, APageShowsTheState) {
  const Claim held = this->claim_one(analysis_number(1));
  ASSERT_TRUE(this->store_prediction(held));
  EXPECT_EQ(this->history(1).analyses.at(0)->stage, Stage::explaining);
  ASSERT_TRUE(this->complete(held));
  const auto page = this->history(1);
  EXPECT_EQ(page.analyses.at(0)->status, Status::completed);
  EXPECT_EQ(page.analyses.at(0)->documents.severity, Severity::moderate);
}

TYPED_TEST_P(AnalysisStoreContract, TheReportIsItsOwnersFromStageOneUntilItsEnd) {
  const auto report = [&](const UserId& who) {
    return test::run(this->store().report(who, analysis_number(1), this->never()));
  };
  EXPECT_EQ(report(ann()).error().kind, ErrorKind::forbidden);
  const Claim held = this->claim_one(analysis_number(1));
  EXPECT_EQ(report(ann()).error().code, "no_report");
  ASSERT_TRUE(this->store_prediction(held));
  EXPECT_EQ(report(ann()).value_or(""), this->report_text);
  EXPECT_EQ(report(bob()).error().kind, ErrorKind::forbidden);
  ASSERT_TRUE(this->complete(held));
  this->fixture_.restart();
  EXPECT_EQ(report(ann()).value_or(""), this->report_text);
  ASSERT_TRUE(this->remove(ann(), analysis_number(1)));
  EXPECT_EQ(report(ann()).error().kind, ErrorKind::forbidden);
}

TYPED_TEST_P(AnalysisStoreContract, ABadCursorIsRefused) {
  for (std::uint32_t i = 1; i <= 3; ++i) ASSERT_TRUE(this->create(ann(), analysis_number(i)));
  const std::string good = this->history(1).next_cursor;
  ASSERT_NE(good, "");
  std::string tampered = good;
  tampered[tampered.size() / 2] = tampered[tampered.size() / 2] == 'A' ? 'B' : 'A';
  const std::vector<std::pair<UserId, std::string>> bad = {{ann(), "x"},        {ann(), "!!!"},
                                                           {ann(), tampered},   {ann(), good.substr(1)},
                                                           {ann(), good + "A"}, {ann(), std::string(1'000, 'A')},
                                                           {bob(), good}};
  for (const auto& [owner, cursor] : bad) {
    const auto page = test::run(this->store().history(owner, 10, cursor, this->never()));
    ASSERT_FALSE(page) << cursor;
    EXPECT_EQ(page.error().kind, ErrorKind::invalid);
    EXPECT_EQ(page.error().code, "bad_cursor");
  }
  this->fixture_.restart();
  EXPECT_EQ(this->history(10, good).analyses.size(), 2U);
}

TYPED_TEST_P(AnalysisStoreContract, APageHasALimit) {
  for (const int limit : {0, -1, limits::history_max + 1}) {
    const auto page = test::run(this->store().history(ann(), limit, "", this->never()));
    ASSERT_FALSE(page) << limit;
    EXPECT_EQ(page.error().kind, ErrorKind::invalid);
  }
  EXPECT_TRUE(test::run(this->store().history(ann(), 1, "", this->never())));
  EXPECT_TRUE(test::run(this->store().history(ann(), limits::history_max, "", this->never())));
}

TYPED_TEST_P(AnalysisStoreContract, EverythingSurvivesARestart) {
  const Claim held = this->claim_one(analysis_number(1));
  ASSERT_TRUE(this->complete(held));
  ASSERT_TRUE(this->create(ann(), analysis_number(2)));
  ASSERT_TRUE(this->remove(ann(), analysis_number(2)));
  this->fixture_.restart();
  const auto read = this->get(ann(), analysis_number(1));
  ASSERT_TRUE(read);
  const ResultDocuments& documents = (*read)->documents;
  EXPECT_EQ(documents.prediction, result_documents().prediction);
  EXPECT_EQ(documents.enhanced_analysis, result_documents().enhanced_analysis);
  EXPECT_EQ(documents.products, result_documents().products);
  EXPECT_EQ(documents.timing, result_documents().timing);
  EXPECT_EQ(documents.severity, Severity::moderate);
  this->expect_unreadable(ann(), analysis_number(2));
}

REGISTER_TYPED_TEST_SUITE_P(AnalysisStoreContract, ANewAnalysisAwaitsItsUpload, CreatingTwiceChangesNothing,
                            AnIdOfAnotherPersonIsAConflict, ForeignUnknownAndMalformedIdsLookAlike,
                            ReadableUntilTheSecondOfItsTtl, AnUploadQueuesTheAnalysisOnce,
                            AnUploadAfterTheEndChangesNothing, DeletingIsAtOnceAndRepeatable,
                            WhatWasDeletedDoesNotComeBack, HistoryIsNewestFirst, PagesNeitherRepeatNorMissUnderChanges,
                            APageShowsTheState, TheReportIsItsOwnersFromStageOneUntilItsEnd, ABadCursorIsRefused,
                            APageHasALimit, EverythingSurvivesARestart);

}  // namespace lumen::analyses
