// SPDX-License-Identifier: Apache-2.0
#include "analyses/analysis_rows.h"

#include <algorithm>
#include <utility>

#include "analyses/packed_texts.h"
#include "base/crypto.h"

namespace lumen::analyses {
namespace {

// The numbers are on disk.
static_assert(static_cast<int>(Status::pending) == 0 && static_cast<int>(Status::processing) == 1 &&
              static_cast<int>(Status::completed) == 2 && static_cast<int>(Status::failed) == 3);
static_assert(static_cast<int>(Stage::awaiting_upload) == 0 && static_cast<int>(Stage::queued) == 1 &&
              static_cast<int>(Stage::classifying) == 2 && static_cast<int>(Stage::explaining) == 3 &&
              static_cast<int>(Stage::recommending) == 4 && static_cast<int>(Stage::done) == 5);

// A rowid table with a UNIQUE id: rows are up to some kilobytes, too wide for WITHOUT ROWID.
constexpr const char* create_analyses = R"sql(
CREATE TABLE analyses(
  row INTEGER PRIMARY KEY,
  analysis_id BLOB NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  upload_until_s INTEGER NOT NULL,
  ttl_s INTEGER NOT NULL,
  status INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  claim_token INTEGER NOT NULL DEFAULT 0,
  lease_run BLOB,
  due_at_ms INTEGER,
  announce_at_ms INTEGER,
  deleting_at_ms INTEGER,
  dead_at_ms INTEGER,
  photo_etag TEXT,
  photo_type TEXT,
  photo_size_bytes INTEGER,
  photo_orientation INTEGER,
  sealed_reason BLOB,
  sealed_failure BLOB,
  sealed_prediction BLOB,
  sealed_result BLOB
);
CREATE INDEX analyses_history ON analyses(owner, created_at_ms, analysis_id);
CREATE INDEX analyses_ttl ON analyses(ttl_s);
CREATE INDEX analyses_due ON analyses(due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX analyses_awaiting ON analyses(upload_until_s) WHERE stage = 0;
CREATE INDEX analyses_announce ON analyses(announce_at_ms) WHERE announce_at_ms IS NOT NULL;
CREATE INDEX analyses_deleting ON analyses(deleting_at_ms) WHERE deleting_at_ms IS NOT NULL;
CREATE INDEX analyses_dead ON analyses(dead_at_ms) WHERE dead_at_ms IS NOT NULL;
CREATE TABLE erased_analyses(mark BLOB PRIMARY KEY, ttl_s INTEGER NOT NULL);
CREATE INDEX erased_analyses_ttl ON erased_analyses(ttl_s);
)sql";

// The last column, so that reading the others never walks over it.
constexpr const char* add_report = "ALTER TABLE analyses ADD COLUMN sealed_report BLOB";

constexpr int column_id = 0;
constexpr int column_owner = 1;
constexpr int column_status = 2;
constexpr int column_stage = 3;
constexpr int column_created = 4;
constexpr int column_ttl = 5;
constexpr int column_revision = 6;
constexpr int column_etag = 7;
constexpr int column_type = 8;
constexpr int column_size = 9;
constexpr int column_orientation = 10;
constexpr int column_prediction = 11;
constexpr int column_result = 12;
constexpr int column_failure = 13;

std::string context_of(const AnalysisId& id, SealedColumn column) {
  constexpr std::array<std::string_view, 5> names = {"prediction", "result", "failure", "reason", "report"};
  std::string context = "analyses:";
  context.append(id.text()).append(":").append(names[static_cast<std::size_t>(column)]);
  return context;
}

Error damaged(std::string_view what) { return internal("damaged row of analyses: " + std::string(what)); }

// Opens one sealed column of packed texts; a NULL column leaves `texts` as they are.
Result<void> open_column(const store::Statement& row, int column, const SecretKey& key, const std::string& context,
                         std::span<std::string> texts) {
  if (row.is_null(column)) return {};
  static thread_local Bytes plain;  // kilobytes per row: asking the allocator for them costs as much as deciphering
  if (auto opened = unseal_into(key, row.blob(column), context, plain); !opened) return opened;
  if (!unpack_texts(plain, texts)) return fail(damaged(context));
  return {};
}

void read_photo(const store::Statement& row, Analysis& analysis) {
  if (row.is_null(column_etag)) return;
  PhotoVersion photo;
  photo.etag = row.string(column_etag);
  photo.content_type = row.string(column_type);
  photo.size_bytes = static_cast<std::uint64_t>(row.integer(column_size));
  photo.orientation = static_cast<std::uint16_t>(row.integer(column_orientation));
  analysis.photo = std::move(photo);
}

}  // namespace

const std::string_view analysis_columns =
    " analysis_id, owner, status, stage, created_at_ms, ttl_s, revision, photo_etag, photo_type, photo_size_bytes,"
    " photo_orientation, sealed_prediction, sealed_result, sealed_failure ";

Result<void> migrate_analyses(store::Database& database) {
  return database.migrate("analyses", {create_analyses, add_report});
}

std::optional<IdBytes> id_bytes(const AnalysisId& id) { return parse_uuid(id.text()); }

AnalysisId id_from(ByteView bytes) { return AnalysisId::trusted(format_uuid(bytes)); }

Error no_such_analysis() {
  return make_error(ErrorKind::forbidden, "forbidden", "There is no such analysis, or it is not yours.");
}

AnalysisFailure attempts_used_up() {
  return {"internal_error", "Something went wrong on our side.", "Please take the photo again.", true};
}

Result<void> AnalysisRows::read_sealed(const store::Statement& row, Analysis& analysis) const {
  const bool nothing_sealed =
      row.is_null(column_prediction) && row.is_null(column_result) && row.is_null(column_failure);
  if (nothing_sealed) return {};
  const auto key = keys_.find(analysis.owner.text());
  if (!key && key.error().kind == ErrorKind::not_found) return fail(no_such_analysis());
  if (!key) return fail(key.error());

  std::array<std::string, 2> prediction;
  std::array<std::string, 5> result;
  std::array<std::string, 4> failure;
  const auto open = [&](int column, SealedColumn name, std::span<std::string> texts) {
    return open_column(row, column, *key, context_of(analysis.id, name), texts);
  };
  if (auto done = open(column_prediction, SealedColumn::prediction, prediction); !done) return done;
  if (auto done = open(column_result, SealedColumn::result, result); !done) return done;
  if (auto done = open(column_failure, SealedColumn::failure, failure); !done) return done;

  ResultDocuments& documents = analysis.documents;
  documents.prediction = std::move(result[1].empty() ? prediction[1] : result[1]);
  documents.enhanced_analysis = std::move(result[2]);
  documents.products = std::move(result[3]);
  documents.timing = std::move(result[4]);
  const std::string& severity = row.is_null(column_result) ? prediction[0] : result[0];
  documents.severity = parse_severity(severity).value_or(Severity::none);
  if (!row.is_null(column_failure)) {
    analysis.failure =
        AnalysisFailure{std::move(failure[0]), std::move(failure[1]), std::move(failure[2]), failure[3] == "1"};
  }
  return {};
}

Result<std::shared_ptr<const Analysis>> AnalysisRows::read(const store::Statement& row) const {
  auto analysis = std::make_shared<Analysis>();
  const ByteView id = row.blob(column_id);
  const std::int64_t status = row.integer(column_status);
  const std::int64_t stage = row.integer(column_stage);
  if (id.size() != 16 || status < 0 || status > 3 || stage < 0 || stage > 5) return fail(damaged("id or state"));
  analysis->id = id_from(id);
  analysis->owner = UserId::trusted(row.string(column_owner));
  analysis->status = static_cast<Status>(status);
  analysis->stage = static_cast<Stage>(stage);
  analysis->created_at_ms = row.integer(column_created);
  analysis->ttl_s = row.integer(column_ttl);
  analysis->revision = static_cast<std::uint64_t>(row.integer(column_revision));
  read_photo(row, *analysis);
  if (auto done = read_sealed(row, *analysis); !done) return fail(done.error());
  // A dead letter whose reason could not be sealed still says that it failed.
  if (analysis->status == Status::failed && !analysis->failure) analysis->failure = attempts_used_up();
  return std::shared_ptr<const Analysis>(std::move(analysis));
}

Result<Bytes> AnalysisRows::seal(store::Connection& connection, const UserId& owner, const AnalysisId& id,
                                 SealedColumn column, std::string_view plain) const {
  const auto key = keys_.find_or_create(connection, owner.text());
  if (!key) return fail(key.error());
  return keys_.seal_for(*key, plain, context_of(id, column));
}

Result<Bytes> AnalysisRows::seal_failure(store::Connection& connection, const UserId& owner, const AnalysisId& id,
                                         const AnalysisFailure& failure) const {
  const std::string plain = pack_texts({failure.code, failure.message, failure.hint, failure.retryable ? "1" : "0"});
  return seal(connection, owner, id, SealedColumn::failure, plain);
}

std::optional<std::string> AnalysisRows::unseal_text(const UserId& owner, const AnalysisId& id, SealedColumn column,
                                                     ByteView sealed) const {
  if (sealed.empty()) return std::nullopt;
  const auto key = keys_.find(owner.text());
  if (!key) return std::nullopt;
  const auto plain = unseal(*key, sealed, context_of(id, column));
  if (!plain) return std::nullopt;
  return std::string(as_text(*plain));
}

std::string AnalysisRows::prediction_text(const UserId& owner, const AnalysisId& id, ByteView sealed) const {
  const auto plain = unseal_text(owner, id, SealedColumn::prediction, sealed);
  std::array<std::string, 2> texts;
  if (!plain || !unpack_texts(as_bytes(*plain), texts)) return {};
  return texts[1];
}

}  // namespace lumen::analyses
