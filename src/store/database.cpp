// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include <string>
#include <utility>

#include "base/crash_point.h"

namespace lumen::store {
namespace {

// 2147418112 is SQLite's upper bound for the part of the file that is read through a mapping.
constexpr const char* open_pragmas =
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA wal_autocheckpoint=0;"  // fold_log
    "PRAGMA mmap_size=2147418112;";

constexpr int log_pages_max = 1'000;  // SQLite's own measure

void roll_back(Connection& connection) {
  if (sqlite3_get_autocommit(connection.raw()) == 0) {
    sqlite3_exec(connection.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

}  // namespace

Database::Database(std::filesystem::path file, Metrics& metrics, DatabaseOptions options)
    : file_(std::move(file)),
      options_(options),
      commits_(metrics.counter("lumen_store_commits_total", "Durable commits of the database.")),
      writes_(metrics.counter("lumen_store_writes_total", "Writes, many of which may share one commit.")),
      readers_(file_, options.idle_readers_max) {}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Metrics& metrics,
                                                 DatabaseOptions options) {
  std::unique_ptr<Database> database(new Database(file, metrics, options));
  try {
    database->writer_ = std::make_unique<Connection>(file.string(), Connection::Mode::read_write);
    database->writer_->execute(open_pragmas);
    const auto note_pages = [](void* pages, sqlite3*, const char*, int count) {
      *static_cast<int*>(pages) = count;
      return SQLITE_OK;
    };
    sqlite3_wal_hook(database->writer_->raw(), note_pages, &database->log_pages_);
    database->writer_->execute(
        "CREATE TABLE IF NOT EXISTS migrations(room TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY(room, "
        "version))");
    auto done = database->writer_->prepare("SELECT room, version FROM migrations");
    while (done.step()) database->migrated_.emplace(done.text(0), static_cast<int>(done.integer(1)));
  } catch (const SqliteFailure& failure) {
    return fail(to_error(failure));
  }
  std::error_code ignored;
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  database->thread_ = std::thread([raw = database.get()] { raw->write_loop(); });
  return database;
}

Database::~Database() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> Database::migrate_step(const Migration& step, const char* sql) {
  return write_blocking<void>([&](Connection& connection) -> Result<void> {
    connection.execute(sql);
    connection.prepare("INSERT INTO migrations(room, version) VALUES(?, ?)")
        .bind(1, step.first)
        .bind(2, step.second)
        .run();
    return {};
  });
}

Result<void> Database::migrate(std::string_view room, std::initializer_list<const char*> steps) {
  int version = 0;
  for (const char* sql : steps) {
    const Migration step(room, ++version);
    if (!migrated_.insert(step).second) continue;
    if (auto done = migrate_step(step, sql); !done) {
      migrated_.erase(step);
      return done;
    }
  }
  return {};
}

void Database::enqueue(std::unique_ptr<Write> write) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < options_.queue_max) {
      queue_.push_back(std::move(write));
      if (queue_.size() == 1) wake_.notify_one();
      return;
    }
  }
  write->refuse(unavailable("storage_busy", "Lumen is busy. Please try again in a moment.", "write queue full"));
  write->finish(nullptr);
}

void Database::write_loop() {
  std::vector<std::unique_ptr<Write>> group;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      if (queue_.size() <= options_.group_max) {
        group.swap(queue_);
      } else {
        const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(options_.group_max);
        group.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
        queue_.erase(queue_.begin(), end);
      }
    }
    commit_group(group);
    group.clear();
  }
}

void Database::run_one(Write& write) {
  if (write.expired()) {
    write.refuse(make_error(ErrorKind::timed_out, "timed_out", "This took too long. Please try again."));
    return;
  }
  writer_->prepare("SAVEPOINT one").run();
  if (!write.run(*writer_)) writer_->prepare("ROLLBACK TO one").run();
  writer_->prepare("RELEASE one").run();
}

void Database::announce_commit() {
  commits_.increment();
  readers_.committed();
}

// After a commit was announced, so that no reader holds an older snapshot for longer than its read, and after the
// writers were answered. What cannot be folded now stays for the next time.
void Database::fold_log() {
  if (log_pages_ < log_pages_max) return;
  sqlite3_wal_checkpoint_v2(writer_->raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void Database::commit_group(std::vector<std::unique_ptr<Write>>& group) {
  const std::lock_guard lock(direct_);
  std::optional<Error> commit_error;
  try {
    writer_->prepare("BEGIN IMMEDIATE").run();
    for (auto& write : group) run_one(*write);
    crash_point("store.before_commit");
    writer_->prepare("COMMIT").run();
    crash_point("store.after_commit");
    announce_commit();
    writes_.add(static_cast<double>(group.size()));
  } catch (const SqliteFailure& failure) {
    commit_error = to_error(failure);
    roll_back(*writer_);
  }
  for (auto& write : group) write->finish(commit_error ? &*commit_error : nullptr);
  fold_log();
}

Result<void> Database::check_integrity() {
  return read([](Connection& connection) -> Result<void> {
    auto check = connection.prepare("PRAGMA quick_check(1)");
    if (check.step() && check.text(0) == "ok") return {};
    Error error = internal("quick_check: " + check.string(0));
    error.code = "database_corrupt";
    return fail(error);
  });
}

}  // namespace lumen::store
