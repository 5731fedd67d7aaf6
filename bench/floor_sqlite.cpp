// SPDX-License-Identifier: Apache-2.0
// lumen-bench-sqlite DATABASE SECONDS WAITERS WRITER_CORE WAITER_CORE
// The floor of a durable POST /upload-image: bare SQLite (WAL, synchronous=FULL) inserts the rows that the server
// inserts, into a copy of its database. One writer thread commits whatever waits as one transaction; each of the
// waiters hands over one row and waits until it is durable. Prints rows per second.

#include <pthread.h>
#include <sched.h>
#include <sqlite3.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Row {
  std::array<std::uint64_t, 2> id{};
  std::binary_semaphore durable{0};
};

class Desk {
 public:
  void hand_over(Row& row) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(&row);
    }
    wake_.notify_one();
    row.durable.acquire();
  }

  // Empty when closed and nothing waits.
  std::vector<Row*> take() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    return std::exchange(waiting_, {});
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    wake_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Row*> waiting_;
  bool closed_ = false;
};

void pin_to(int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  pthread_setaffinity_np(pthread_self(), sizeof cores, &cores);
}

void check(int code, sqlite3* database, int wanted = SQLITE_OK) {
  if (code == wanted) return;
  std::fprintf(stderr, "lumen-bench-sqlite: %s\n", sqlite3_errmsg(database));
  std::exit(1);
}

void execute(sqlite3* database, const char* sql) {
  check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), database);
}

std::int64_t unix_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void insert(sqlite3* database, sqlite3_stmt* statement, const Row& row) {
  static const std::string owner = "00000000-0000-4000-8000-000000000000";
  const std::int64_t now_ms = unix_ms();
  sqlite3_bind_blob(statement, 1, row.id.data(), 16, SQLITE_STATIC);
  sqlite3_bind_text(statement, 2, owner.data(), static_cast<int>(owner.size()), SQLITE_STATIC);
  sqlite3_bind_int64(statement, 3, now_ms);
  sqlite3_bind_int64(statement, 4, now_ms / 1000 + 900);
  sqlite3_bind_int64(statement, 5, now_ms / 1000 + 2'592'000);
  check(sqlite3_step(statement), database, SQLITE_DONE);
  sqlite3_reset(statement);
}

std::uint64_t write_all(Desk& desk, sqlite3* database) {
  sqlite3_stmt* statement = nullptr;
  check(
      sqlite3_prepare_v2(database,
                         "INSERT INTO analyses(analysis_id, owner, created_at_ms, upload_until_s, ttl_s, status, stage,"
                         " revision) VALUES(?1, ?2, ?3, ?4, ?5, 0, 0, 1)",
                         -1, &statement, nullptr),
      database);
  std::uint64_t written = 0;
  for (auto group = desk.take(); !group.empty(); group = desk.take()) {
    execute(database, "BEGIN IMMEDIATE");
    for (const Row* row : group) insert(database, statement, *row);
    execute(database, "COMMIT");
    written += group.size();
    for (Row* row : group) row->durable.release();
  }
  sqlite3_finalize(statement);
  return written;
}

}  // namespace

int main(int count, char** values) {
  if (count != 6) {
    std::fprintf(stderr, "usage: lumen-bench-sqlite DATABASE SECONDS WAITERS WRITER_CORE WAITER_CORE\n");
    return 2;
  }
  const double seconds = std::atof(values[2]);
  sqlite3* database = nullptr;
  check(sqlite3_open(values[1], &database), database);
  execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");

  Desk desk;
  std::atomic<bool> ended{false};
  std::vector<std::thread> waiters;
  for (int i = 0; i < std::atoi(values[3]); ++i) {
    waiters.emplace_back([&] {
      pin_to(std::atoi(values[5]));
      std::random_device seed;
      std::mt19937_64 random((std::uint64_t{seed()} << 32U) | seed());
      Row row;
      while (!ended) {
        row.id = {random(), random()};
        desk.hand_over(row);
      }
    });
  }
  const auto begun = SteadyClock::now();
  std::uint64_t written = 0;
  std::thread writer([&] {
    pin_to(std::atoi(values[4]));
    written = write_all(desk, database);
  });
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  ended = true;
  for (auto& waiter : waiters) waiter.join();
  desk.close();
  writer.join();
  const std::chrono::duration<double> taken = SteadyClock::now() - begun;
  std::printf("%.1f\n", static_cast<double>(written) / taken.count());
  sqlite3_close(database);
}
