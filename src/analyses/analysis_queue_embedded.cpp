// SPDX-License-Identifier: Apache-2.0
#include "analyses/analysis_queue_embedded.h"

#include <algorithm>
#include <utility>

#include "analyses/packed_texts.h"
#include "base/crash_point.h"
#include "base/deflate.h"
#include "domain/limits.h"

namespace lumen::analyses {
namespace {

using store::Connection;
using store::Statement;
template <class T>
using Work = std::function<Result<T>(Connection&)>;

constexpr std::int64_t lease_life_ms = std::chrono::milliseconds(limits::lease_life).count();
// Rows without attempts left that one claim() settles on its way to a row it can give out.
constexpr int settled_per_claim_max = 32;

Error claim_lost() { return make_error(ErrorKind::conflict, "claim_lost", "The analysis is no longer this worker's."); }

// The condition of every step: the claim holds, and the row was neither deleted nor has expired.
#define LUMEN_CLAIM_HOLDS                                                      \
  " WHERE analysis_id = ?1 AND owner = ?2 AND claim_token = ?3 AND status = 1" \
  " AND due_at_ms > ?4 AND deleting_at_ms IS NULL AND ttl_s > ?5"

Statement& bind_claim(Statement& statement, const Claim& claim, UnixMillis now_ms) {
  const IdBytes id = id_bytes(claim.id).value_or(IdBytes{});
  return statement.bind(1, ByteView(id))
      .bind(2, claim.owner.text())
      .bind(3, static_cast<std::int64_t>(claim.claim_token))
      .bind(4, now_ms)
      .bind(5, now_ms / 1000);
}

Result<void> expect_one(int changed) {
  if (changed == 1) return {};
  return lumen::fail(claim_lost());
}

// ---- claim ----

struct DueRow {
  std::int64_t row = 0;
  Claim claim;
  int attempts = 0;
  Bytes sealed_prediction;
};

std::optional<DueRow> oldest_due(Connection& connection, UnixMillis now_ms) {
  auto row = connection.prepare(
      "SELECT row, analysis_id, owner, created_at_ms, ttl_s, attempts, claim_token, photo_etag, photo_type,"
      " photo_size_bytes, photo_orientation, sealed_prediction FROM analyses"
      " WHERE due_at_ms <= ?1 AND deleting_at_ms IS NULL AND ttl_s > ?2 ORDER BY due_at_ms, row LIMIT 1");
  if (!row.bind(1, now_ms).bind(2, now_ms / 1000).step()) return std::nullopt;
  DueRow due;
  due.row = row.integer(0);
  due.claim.id = id_from(row.blob(1));
  due.claim.owner = UserId::trusted(row.string(2));
  due.claim.created_at_ms = row.integer(3);
  due.claim.ttl_s = row.integer(4);
  due.attempts = static_cast<int>(row.integer(5));
  due.claim.attempt = due.attempts + 1;
  due.claim.claim_token = static_cast<std::uint64_t>(row.integer(6)) + 1;
  due.claim.photo.etag = row.string(7);
  due.claim.photo.content_type = row.string(8);
  due.claim.photo.size_bytes = static_cast<std::uint64_t>(row.integer(9));
  due.claim.photo.orientation = static_cast<std::uint16_t>(row.integer(10));
  const ByteView sealed = row.blob(11);
  due.sealed_prediction.assign(sealed.begin(), sealed.end());
  return due;
}

void lease(Connection& connection, const DueRow& due, ByteView run, UnixMillis now_ms) {
  connection
      .prepare(
          "UPDATE analyses SET status = 1, stage = CASE WHEN sealed_prediction IS NULL THEN 2 ELSE 3 END,"
          " attempts = attempts + 1, claim_token = claim_token + 1, lease_run = ?2, due_at_ms = ?3,"
          " revision = revision + 1 WHERE row = ?1")
      .bind(1, due.row)
      .bind(2, run)
      .bind(3, now_ms + lease_life_ms)
      .run();
}

void bind_sealed(Statement& statement, int index, const Result<Bytes>& sealed) {
  if (sealed) {
    statement.bind(index, ByteView(*sealed));
  } else {
    statement.bind_null(index);
  }
}

// Ends a row that used up its attempts. A text that cannot be sealed (the person's key is damaged) is left
// out: one such row must not stop the queue.
void bury(Connection& connection, const AnalysisRows& rows, const DueRow& due, std::string_view reason,
          UnixMillis now_ms) {
  const UserId& owner = due.claim.owner;
  const AnalysisId& id = due.claim.id;
  const auto failure = rows.seal_failure(connection, owner, id, attempts_used_up());
  const auto sealed_reason = rows.seal(connection, owner, id, SealedColumn::reason, reason);
  auto update = connection.prepare(
      "UPDATE analyses SET status = 3, stage = 5, due_at_ms = NULL, lease_run = NULL, announce_at_ms = ?2,"
      " dead_at_ms = ?2, sealed_failure = ?3, sealed_reason = ?4, revision = revision + 1 WHERE row = ?1");
  update.bind(1, due.row).bind(2, now_ms);
  bind_sealed(update, 3, failure);
  bind_sealed(update, 4, sealed_reason);
  update.run();
}

struct ClaimOutcome {
  std::optional<Claim> claim;
  std::vector<AnalysisId> changed;
};

Result<ClaimOutcome> claim_oldest(Connection& connection, AnalysisTable& table, UnixMillis now_ms) {
  ClaimOutcome outcome;
  for (int settled = 0; settled <= settled_per_claim_max; ++settled) {
    auto due = oldest_due(connection, now_ms);
    if (!due) break;
    outcome.changed.push_back(due->claim.id);
    if (due->attempts >= limits::attempts_max) {
      bury(connection, table.rows(), *due, "lease_ended: the last attempt ended without an answer", now_ms);
      continue;
    }
    lease(connection, *due, table.run(), now_ms);
    due->claim.prediction = table.rows().prediction_text(due->claim.owner, due->claim.id, due->sealed_prediction);
    outcome.claim = std::move(due->claim);
    break;
  }
  crash_point("analyses.in_claim");
  return outcome;
}

// ---- the steps of a claim ----

Result<void> extend(Connection& connection, const Claim& claim, Stage stage, UnixMillis now_ms) {
  auto update = connection.prepare(
      "UPDATE analyses SET due_at_ms = ?6, revision = revision + (stage < ?7),"
      " stage = max(stage, ?7)" LUMEN_CLAIM_HOLDS);
  bind_claim(update, claim, now_ms).bind(6, now_ms + lease_life_ms).bind(7, static_cast<int>(stage));
  return expect_one(update.run());
}

Result<void> keep_prediction(Connection& connection, const AnalysisRows& rows, const Claim& claim,
                             const StoredPrediction& prediction, UnixMillis now_ms) {
  const std::string plain = pack_texts({to_string(prediction.severity), prediction.prediction});
  const auto sealed = rows.seal(connection, claim.owner, claim.id, SealedColumn::prediction, plain);
  if (!sealed) return lumen::fail(sealed.error());
  auto update = connection.prepare(
      "UPDATE analyses SET sealed_prediction = ?6, sealed_report = ?7, stage = max(stage, 3),"
      " revision = revision + 1" LUMEN_CLAIM_HOLDS);
  bind_claim(update, claim, now_ms).bind(6, ByteView(*sealed));
  if (!prediction.report.empty()) {
    const Bytes packed = deflate_text(prediction.report);
    const auto report = rows.seal(connection, claim.owner, claim.id, SealedColumn::report, as_text(packed));
    if (!report) return lumen::fail(report.error());
    update.bind(7, ByteView(*report));
  }
  auto kept = expect_one(update.run());
  crash_point("analyses.in_store_prediction");
  return kept;
}

Result<void> finish(Connection& connection, const AnalysisRows& rows, const Claim& claim,
                    const ResultDocuments& documents, UnixMillis now_ms) {
  const std::string plain = pack_texts({to_string(documents.severity), documents.prediction,
                                        documents.enhanced_analysis, documents.products, documents.timing});
  const auto result = rows.seal(connection, claim.owner, claim.id, SealedColumn::result, plain);
  if (!result) return lumen::fail(result.error());
  auto update = connection.prepare(
      "UPDATE analyses SET status = 2, stage = 5, due_at_ms = NULL, lease_run = NULL, announce_at_ms = ?4,"
      " sealed_reason = NULL, sealed_result = ?6, sealed_prediction = iif(?7, sealed_prediction, NULL),"
      " revision = revision + 1" LUMEN_CLAIM_HOLDS);
  const bool keeps_stored_prediction = documents.prediction.empty();
  bind_claim(update, claim, now_ms).bind(6, ByteView(*result)).bind(7, static_cast<int>(keeps_stored_prediction));
  auto finished = expect_one(update.run());
  crash_point("analyses.in_complete");
  return finished;
}

Result<void> end_failed(Connection& connection, const AnalysisRows& rows, const Claim& claim,
                        const AnalysisFailure& failure, UnixMillis now_ms) {
  const auto sealed = rows.seal_failure(connection, claim.owner, claim.id, failure);
  if (!sealed) return lumen::fail(sealed.error());
  auto update = connection.prepare(
      "UPDATE analyses SET status = 3, stage = 5, due_at_ms = NULL, lease_run = NULL, announce_at_ms = ?4,"
      " sealed_failure = ?6, revision = revision + 1" LUMEN_CLAIM_HOLDS);
  bind_claim(update, claim, now_ms).bind(6, ByteView(*sealed));
  return expect_one(update.run());
}

Result<void> give_back(Connection& connection, const AnalysisRows& rows, const Claim& claim, UnixMillis next_try_ms,
                       const std::string& reason, UnixMillis now_ms) {
  DueRow held;
  {
    auto row = connection.prepare("SELECT row, attempts FROM analyses" LUMEN_CLAIM_HOLDS);
    if (!bind_claim(row, claim, now_ms).step()) return lumen::fail(claim_lost());
    held.row = row.integer(0);
    held.attempts = static_cast<int>(row.integer(1));
  }
  held.claim = claim;
  if (held.attempts >= limits::attempts_max) {
    bury(connection, rows, held, reason, now_ms);
    return {};
  }
  const auto sealed = rows.seal(connection, claim.owner, claim.id, SealedColumn::reason, reason);
  auto update = connection.prepare(
      "UPDATE analyses SET status = 0, stage = 1, lease_run = NULL, due_at_ms = ?2, sealed_reason = ?3,"
      " revision = revision + 1 WHERE row = ?1");
  update.bind(1, held.row).bind(2, next_try_ms);
  bind_sealed(update, 3, sealed);
  update.run();
  return {};
}

// ---- the operator's view ----

Result<std::vector<DeadLetter>> list_dead(Connection& connection, const AnalysisRows& rows, int limit,
                                          UnixSeconds now_s) {
  auto row = connection.prepare(
      "SELECT analysis_id, owner, attempts, dead_at_ms, sealed_reason FROM analyses"
      " WHERE dead_at_ms IS NOT NULL AND deleting_at_ms IS NULL AND ttl_s > ?1 ORDER BY dead_at_ms DESC LIMIT ?2");
  row.bind(1, now_s).bind(2, std::max(limit, 0));
  std::vector<DeadLetter> letters;
  while (row.step()) {
    DeadLetter letter;
    letter.id = id_from(row.blob(0));
    letter.owner = UserId::trusted(row.string(1));
    letter.attempts = static_cast<int>(row.integer(2));
    letter.failed_at_ms = row.integer(3);
    letter.reason = rows.unseal_text(letter.owner, letter.id, SealedColumn::reason, row.blob(4)).value_or("");
    letters.push_back(std::move(letter));
  }
  return letters;
}

Result<void> revive(Connection& connection, const IdBytes& id, UnixMillis now_ms) {
  const int revived =
      connection
          .prepare(
              "UPDATE analyses SET status = 0, stage = 1, attempts = 0, due_at_ms = ?2, announce_at_ms = NULL,"
              " dead_at_ms = NULL, sealed_failure = NULL, sealed_reason = NULL, revision = revision + 1"
              " WHERE analysis_id = ?1 AND dead_at_ms IS NOT NULL AND deleting_at_ms IS NULL AND ttl_s > ?3")
          .bind(1, ByteView(id))
          .bind(2, now_ms)
          .bind(3, now_ms / 1000)
          .run();
  if (revived == 1) return {};
  return lumen::fail(make_error(ErrorKind::not_found, "no_dead_letter", "There is no dead letter with this id."));
}

}  // namespace

Task<Result<std::optional<Claim>>> AnalysisQueueEmbedded::claim(Deadline deadline) {
  const UnixMillis now_ms = table_.now_ms();
  Work<ClaimOutcome> work = [this, now_ms](Connection& connection) { return claim_oldest(connection, table_, now_ms); };
  auto outcome = co_await table_.database().write<ClaimOutcome>(std::move(work), deadline);
  if (!outcome) co_return lumen::fail(outcome.error());
  for (const AnalysisId& id : outcome->changed) table_.forget(id);
  co_return std::move(outcome->claim);
}

Task<Result<std::optional<UnixMillis>>> AnalysisQueueEmbedded::next_due_ms(Deadline) {
  co_return table_.database().read([this](Connection& connection) -> Result<std::optional<UnixMillis>> {
    auto row = connection.prepare(
        "SELECT due_at_ms FROM analyses WHERE due_at_ms IS NOT NULL AND deleting_at_ms IS NULL AND ttl_s > ?1"
        " ORDER BY due_at_ms LIMIT 1");
    if (!row.bind(1, table_.now_ms() / 1000).step()) return std::optional<UnixMillis>();
    return std::optional<UnixMillis>(row.integer(0));
  });
}

Task<Result<void>> AnalysisQueueEmbedded::renew(const Claim& claim, Stage stage, Deadline deadline) {
  Work<void> work = [claim, stage, now_ms = table_.now_ms()](Connection& connection) {
    return extend(connection, claim, stage, now_ms);
  };
  co_return co_await table_.write<void>(claim.id, std::move(work), deadline);
}

Task<Result<void>> AnalysisQueueEmbedded::store_prediction(const Claim& claim, StoredPrediction prediction,
                                                           Deadline deadline) {
  Work<void> work = [this, claim, prediction = std::move(prediction),
                     now_ms = table_.now_ms()](Connection& connection) {
    return keep_prediction(connection, table_.rows(), claim, prediction, now_ms);
  };
  co_return co_await table_.write<void>(claim.id, std::move(work), deadline);
}

Task<Result<void>> AnalysisQueueEmbedded::complete(const Claim& claim, ResultDocuments documents, Deadline deadline) {
  Work<void> work = [this, claim, documents = std::move(documents), now_ms = table_.now_ms()](Connection& connection) {
    return finish(connection, table_.rows(), claim, documents, now_ms);
  };
  co_return co_await table_.write<void>(claim.id, std::move(work), deadline);
}

Task<Result<void>> AnalysisQueueEmbedded::fail(const Claim& claim, AnalysisFailure failure, Deadline deadline) {
  Work<void> work = [this, claim, failure = std::move(failure), now_ms = table_.now_ms()](Connection& connection) {
    return end_failed(connection, table_.rows(), claim, failure, now_ms);
  };
  co_return co_await table_.write<void>(claim.id, std::move(work), deadline);
}

Task<Result<void>> AnalysisQueueEmbedded::release(const Claim& claim, UnixMillis next_try_ms, std::string reason,
                                                  Deadline deadline) {
  Work<void> work = [this, claim, next_try_ms, reason = std::move(reason),
                     now_ms = table_.now_ms()](Connection& connection) {
    return give_back(connection, table_.rows(), claim, next_try_ms, reason, now_ms);
  };
  co_return co_await table_.write<void>(claim.id, std::move(work), deadline);
}

Task<Result<std::vector<DeadLetter>>> AnalysisQueueEmbedded::dead_letters(int limit, Deadline) {
  co_return table_.database().read([this, limit](Connection& connection) {
    return list_dead(connection, table_.rows(), limit, table_.now_ms() / 1000);
  });
}

Task<Result<void>> AnalysisQueueEmbedded::retry(AnalysisId id, Deadline deadline) {
  const IdBytes key = id_bytes(id).value_or(IdBytes{});
  Work<void> work = [key, now_ms = table_.now_ms()](Connection& connection) { return revive(connection, key, now_ms); };
  co_return co_await table_.write<void>(id, std::move(work), deadline);
}

}  // namespace lumen::analyses
