// SPDX-License-Identifier: Apache-2.0
#pragma once
// One SQLite file in WAL mode with synchronous=FULL: many readers, one writer thread that commits in
// groups. A write that was answered is durable. Thread-safe.
//
//   auto rows = database.read([&](Connection& c) -> Result<int> { … });          // inline, microseconds
//   auto done = co_await database.write<void>([=](Connection& c) -> Result<void> { … }, deadline);
//
// A write's function runs on the writer thread inside a savepoint of the group's transaction: when it fails,
// its own changes are rolled back and nobody else's. It must not block.

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/deadline.h"
#include "base/metrics.h"
#include "base/result.h"
#include "base/task.h"
#include "store/readers.h"
#include "store/statement.h"

namespace lumen::store {

struct DatabaseOptions {
  std::size_t queue_max = 8'192;  // writes waiting; over that `unavailable`
  std::size_t group_max = 256;    // writes per commit
  std::size_t idle_readers_max = 8;
};

class Database {
 public:
  // Opens or creates the file. A damaged file is "database_corrupt", an unwritable folder "storage_failed".
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, Metrics& metrics,
                                                DatabaseOptions options = {});
  ~Database();  // lets queued writes finish

  // Brings the tables of one room to their newest form: step i runs once, ever, in its own transaction. Before the
  // first write; not thread-safe.
  Result<void> migrate(std::string_view room, std::initializer_list<const char*> steps);

  // `work` is called with a read-only connection, on this thread, and its Result is returned.
  template <class Work>
  std::invoke_result_t<Work, Connection&> read(Work work) {
    try {
      Readers::Lease lease(readers_);
      return work(lease.connection());
    } catch (const SqliteFailure& failure) {
      return fail(to_error(failure));
    }
  }

  template <class T>
  Task<Result<T>> write(std::function<Result<T>(Connection&)> work, Deadline deadline) {
    co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(Result<T>)>(
        [this](auto handler, std::function<Result<T>(Connection&)> inner, Deadline until) {
          using Handler = decltype(handler);
          enqueue(std::make_unique<TypedWrite<T, Handler>>(std::move(inner), until, std::move(handler)));
        },
        boost::asio::use_awaitable, std::move(work), deadline);
  }

  // The same for callers without an event loop (commands, start-up, tests).
  template <class T>
  Result<T> write_blocking(const std::function<Result<T>(Connection&)>& work);

  // SQLite's own check of every page; slow. For `lumen doctor`.
  Result<void> check_integrity();

 private:
  using Migration = std::pair<std::string, int>;  // room, version

  struct Write {
    virtual ~Write() = default;
    virtual bool run(Connection& connection) = 0;        // false: roll my savepoint back
    virtual void finish(const Error* commit_error) = 0;  // hands the result over
    virtual bool expired() const = 0;
    virtual void refuse(Error error) = 0;
  };

  template <class T, class Handler>
  struct TypedWrite final : Write {
    TypedWrite(std::function<Result<T>(Connection&)> inner, Deadline until, Handler then)
        : work(std::move(inner)), deadline(until), handler(std::move(then)) {}
    bool run(Connection& connection) override {
      try {
        result = work(connection);
      } catch (const SqliteFailure& failure) {
        result = fail(to_error(failure));
      }
      return result.has_value();
    }
    void finish(const Error* commit_error) override {
      if (commit_error != nullptr && result.has_value()) result = fail(*commit_error);
      auto executor = boost::asio::get_associated_executor(handler);
      boost::asio::post(executor,
                        [then = std::move(handler), value = std::move(result)]() mutable { then(std::move(value)); });
    }
    bool expired() const override { return deadline.expired(); }
    void refuse(Error error) override { result = fail(std::move(error)); }

    std::function<Result<T>(Connection&)> work;
    Deadline deadline;
    Handler handler;
    Result<T> result = fail(internal("write was not run"));
  };

  Database(std::filesystem::path file, Metrics& metrics, DatabaseOptions options);
  void enqueue(std::unique_ptr<Write> write);
  void write_loop();
  void commit_group(std::vector<std::unique_ptr<Write>>& group);
  void run_one(Write& write);
  void announce_commit();
  void fold_log();
  Result<void> migrate_step(const Migration& step, const char* sql);

  std::filesystem::path file_;
  DatabaseOptions options_;
  Counter& commits_;
  Counter& writes_;
  std::unique_ptr<Connection> writer_;
  std::set<Migration> migrated_;
  std::mutex direct_;  // writer_ is used by the loop or by a blocking caller, one at a time
  int log_pages_ = 0;  // of the write-ahead log after the last commit

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::unique_ptr<Write>> queue_;
  bool stopping_ = false;

  Readers readers_;
  std::thread thread_;
};

template <class T>
Result<T> Database::write_blocking(const std::function<Result<T>(Connection&)>& work) {
  const std::lock_guard lock(direct_);
  try {
    writer_->execute("BEGIN IMMEDIATE");
    Result<T> result = work(*writer_);
    writer_->execute(result ? "COMMIT" : "ROLLBACK");
    if (result) announce_commit();
    fold_log();
    return result;
  } catch (const SqliteFailure& failure) {
    if (sqlite3_get_autocommit(writer_->raw()) == 0)
      sqlite3_exec(writer_->raw(), "ROLLBACK", nullptr, nullptr, nullptr);
    return fail(to_error(failure));
  }
}

}  // namespace lumen::store
