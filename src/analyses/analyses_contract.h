// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the three contract suites of this room share. An adapter set is tested through a class with
//   AnalysisStore& store(); AnalysisQueue& queue(); AnalysisSweeper& sweeper(); ManualClock& clock();
//   void restart();   // the process ends without a word and a new one opens the same data
// and `static constexpr bool frees_leases_at_restart`.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyses/analysis_queue.h"
#include "analyses/analysis_store.h"
#include "analyses/analysis_sweeper.h"
#include "base/crypto.h"
#include "domain/limits.h"
#include "tests/support/run_task.h"

namespace lumen::analyses {

inline constexpr UnixMillis contract_start_ms = 1'800'000'000'000;
inline constexpr UnixSeconds contract_upload_life_s = 900;
inline constexpr UnixSeconds contract_retention_s = 30 * 86'400;
inline constexpr std::int64_t contract_lease_ms = std::chrono::milliseconds(limits::lease_life).count();

inline UserId ann() { return UserId::trusted("ann"); }
inline UserId bob() { return UserId::trusted("bob"); }

// The id number `n`: in byte order for n up to 2^32.
inline AnalysisId analysis_number(std::uint32_t n) {
  std::array<std::uint8_t, 16> raw{};
  for (unsigned i = 0; i < 4; ++i) raw[i] = static_cast<std::uint8_t>(n >> (24 - 8 * i));
  return AnalysisId::trusted(uuid_from(raw));
}

inline PhotoVersion photo_version(const std::string& etag) { return {etag, "image/jpeg", 123'456, 6}; }

inline ResultDocuments result_documents() {
  ResultDocuments documents;
  documents.prediction = R"({"condition":"acne"})";
  documents.enhanced_analysis = R"({"summary":"A summary."})";
  documents.products = R"([{"name":"A cleanser"}])";
  documents.timing = R"({"classify":41})";
  documents.severity = Severity::moderate;
  return documents;
}

template <class Fixture>
class AnalysesContract : public ::testing::Test {
 protected:
  using Analysed = std::shared_ptr<const Analysis>;

  AnalysisStore& store() { return fixture_.store(); }
  AnalysisQueue& queue() { return fixture_.queue(); }
  AnalysisSweeper& sweeper() { return fixture_.sweeper(); }
  ManualClock& clock() { return fixture_.clock(); }
  static Deadline never() { return Deadline::never(); }

  Result<CreateOutcome> create(const UserId& owner, const AnalysisId& id) {
    NewAnalysis analysis;
    analysis.id = id;
    analysis.owner = owner;
    analysis.created_at_ms = clock().now_ms();
    analysis.upload_until_s = clock().now_s() + contract_upload_life_s;
    analysis.ttl_s = clock().now_s() + contract_retention_s;
    return test::run(store().create(std::move(analysis), never()));
  }
  Result<Analysed> get(const UserId& owner, const AnalysisId& id) { return test::run(store().get(owner, id, never())); }
  Result<UploadOutcome> upload(const AnalysisId& id, const std::string& etag = "e1") {
    return test::run(store().mark_uploaded(ann(), id, photo_version(etag), never()));
  }
  Result<void> remove(const UserId& owner, const AnalysisId& id) {
    return test::run(store().mark_deleting(owner, id, never()));
  }
  HistoryPage history(int limit, const std::string& cursor = "") {
    auto page = test::run(store().history(ann(), limit, cursor, never()));
    EXPECT_TRUE(page) << page.error().detail;
    return page ? *page : HistoryPage();
  }
  std::vector<AnalysisId> history_ids(int limit, const std::string& cursor = "") {
    std::vector<AnalysisId> ids;
    for (const Analysed& analysis : history(limit, cursor).analyses) ids.push_back(analysis->id);
    return ids;
  }

  std::optional<Claim> claim() {
    auto claimed = test::run(queue().claim(never()));
    EXPECT_TRUE(claimed) << claimed.error().detail;
    return claimed ? *claimed : std::nullopt;
  }
  Result<void> renew(const Claim& held, Stage stage = Stage::classifying) {
    return test::run(queue().renew(held, stage, never()));
  }
  static constexpr const char* report_text = R"({"concerns":[]})";
  Result<void> store_prediction(const Claim& held, std::string text = R"({"condition":"acne"})") {
    return test::run(queue().store_prediction(held, {std::move(text), report_text, Severity::mild}, never()));
  }
  Result<void> complete(const Claim& held) { return test::run(queue().complete(held, result_documents(), never())); }
  Result<void> fail_for_good(const Claim& held) {
    AnalysisFailure failure{"photo_rejected", "The photo is too dark.", "Face a window.", false};
    return test::run(queue().fail(held, std::move(failure), never()));
  }
  Result<void> release(const Claim& held, std::int64_t pause_ms, std::string reason = "timed_out: slow") {
    return test::run(queue().release(held, clock().now_ms() + pause_ms, std::move(reason), never()));
  }
  std::vector<DeadLetter> dead_letters(int limit = 100) {
    auto letters = test::run(queue().dead_letters(limit, never()));
    EXPECT_TRUE(letters);
    return letters ? *letters : std::vector<DeadLetter>();
  }
  Result<void> retry(const AnalysisId& id) { return test::run(queue().retry(id, never())); }

  std::vector<DueItem> due(int limit = 100) {
    auto items = test::run(sweeper().due(limit, never()));
    EXPECT_TRUE(items) << items.error().detail;
    return items ? *items : std::vector<DueItem>();
  }
  Result<void> expire_upload(const AnalysisId& id) { return test::run(sweeper().expire_upload(ann(), id, never())); }
  Result<void> mark_announced(const AnalysisId& id) { return test::run(sweeper().mark_announced(ann(), id, never())); }
  Result<void> erase(const AnalysisId& id) { return test::run(sweeper().erase(ann(), id, never())); }

  // A photo of Ann's that waits for a worker; a claim on it; a claim of it that used up all attempts but this.
  void queue_one(const AnalysisId& id) {
    ASSERT_TRUE(create(ann(), id));
    ASSERT_TRUE(upload(id));
  }
  Claim claim_one(const AnalysisId& id) {
    queue_one(id);
    const auto claimed = claim();
    EXPECT_TRUE(claimed);
    return claimed.value_or(Claim());
  }
  Claim last_claim_of(const AnalysisId& id) {
    Claim held = claim_one(id);
    for (int attempt = 2; attempt <= limits::attempts_max; ++attempt) {
      EXPECT_TRUE(release(held, 0));
      held = claim().value_or(Claim());
      EXPECT_EQ(held.attempt, attempt);
    }
    return held;
  }

  static void expect_forbidden(const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::forbidden);
    EXPECT_EQ(error.code, "forbidden");
    EXPECT_EQ(error.detail, "");
  }
  void expect_unreadable(const UserId& owner, const AnalysisId& id) {
    const auto read = get(owner, id);
    ASSERT_FALSE(read);
    expect_forbidden(read.error());
  }
  static void expect_lost(const Result<void>& step) {
    ASSERT_FALSE(step);
    EXPECT_EQ(step.error().kind, ErrorKind::conflict);
    EXPECT_EQ(step.error().code, "claim_lost");
  }
  void expect_every_step_lost(const Claim& held) {
    expect_lost(renew(held));
    expect_lost(store_prediction(held));
    expect_lost(complete(held));
    expect_lost(fail_for_good(held));
    expect_lost(release(held, 0));
  }

  Fixture fixture_;
};

}  // namespace lumen::analyses
