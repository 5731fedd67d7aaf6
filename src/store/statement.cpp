// SPDX-License-Identifier: Apache-2.0
#include "store/statement.h"

namespace lumen::store {

Error to_error(const SqliteFailure& failure) {
  const std::string detail = std::string("sqlite: ") + failure.what();
  switch (failure.code() & 0xff) {
    case SQLITE_FULL:
      return unavailable("storage_full", "The server has no room to store this right now. Please try again later.",
                         detail);
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return unavailable("storage_failed", "The server cannot store this right now. Please try again later.", detail);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return unavailable("storage_busy", "The server is busy. Please try again in a moment.", detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: {
      Error error = internal(detail);
      error.code = "database_corrupt";
      return error;
    }
    default: return internal(detail);
  }
}

Statement::~Statement() {
  if (raw_ == nullptr) return;
  sqlite3_reset(raw_);
  sqlite3_clear_bindings(raw_);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw SqliteFailure(code, sqlite3_errmsg(sqlite3_db_handle(raw_)));
}

Statement& Statement::bind(int index, std::string_view text) {
  check(sqlite3_bind_text64(raw_, index, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int index, ByteView blob) {
  static constexpr std::uint8_t empty = 0;
  check(sqlite3_bind_blob64(raw_, index, blob.empty() ? &empty : blob.data(), blob.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
  check(sqlite3_bind_int64(raw_, index, value));
  return *this;
}

Statement& Statement::bind(int index, double value) {
  check(sqlite3_bind_double(raw_, index, value));
  return *this;
}

Statement& Statement::bind_null(int index) {
  check(sqlite3_bind_null(raw_, index));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(raw_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw SqliteFailure(code, sqlite3_errmsg(sqlite3_db_handle(raw_)));
}

int Statement::run() {
  while (step()) {
  }
  return sqlite3_changes(sqlite3_db_handle(raw_));
}

bool Statement::is_null(int column) const { return sqlite3_column_type(raw_, column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(raw_, column); }

double Statement::real(int column) const { return sqlite3_column_double(raw_, column); }

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(raw_, column));
  return data == nullptr ? std::string_view()
                         : std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(raw_, column)));
}

ByteView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(raw_, column));
  return data == nullptr ? ByteView() : ByteView(data, static_cast<std::size_t>(sqlite3_column_bytes(raw_, column)));
}

Connection::Connection(const std::string& path, Mode mode) {
  const int flags = (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &database_, flags, nullptr);
  if (code != SQLITE_OK) {
    const std::string detail = database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_);
    sqlite3_close(database_);
    throw SqliteFailure(code, detail);
  }
  sqlite3_busy_timeout(database_, 5'000);
}

Connection::~Connection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

Statement Connection::prepare(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &raw, nullptr);
    if (code != SQLITE_OK) throw SqliteFailure(code, sqlite3_errmsg(database_));
    found = statements_.emplace(sql, raw).first;
  }
  return Statement(found->second);
}

void Connection::execute(const char* sql) {
  const int code = sqlite3_exec(database_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw SqliteFailure(code, sqlite3_errmsg(database_));
}

}  // namespace lumen::store
