// SPDX-License-Identifier: Apache-2.0
#pragma once
// The read-only connections of a database. A connection keeps its snapshot from one read to the next while nothing
// was committed here, which saves the locks and the look at the file that a new snapshot costs: a tenth of the time of
// reading one analysis. What this process commits is seen by the next read; what another process commits, after at
// most `snapshot_ms_max`. Thread-safe.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "store/statement.h"

namespace lumen::store {

class Readers {
 public:
  static constexpr std::chrono::milliseconds snapshot_ms_max{10};

  Readers(std::filesystem::path file, std::size_t idle_max) : file_(std::move(file)), idle_max_(idle_max) {}

  // After each commit, before anybody is told of it. Snapshots that nobody reads are given up: one from before the
  // commit would keep the write-ahead log from being folded into the file.
  void committed();

 private:
  using Clock = std::chrono::steady_clock;
  struct Reader {
    std::unique_ptr<Connection> connection;
    bool has_snapshot = false;
    std::uint64_t commits_seen = 0;
    Clock::time_point since{};
  };

 public:
  // A connection for one read by one thread; throws SqliteFailure.
  class Lease {
   public:
    explicit Lease(Readers& readers) : readers_(readers), reader_(readers.take()) {}
    ~Lease() { readers_.give_back(std::move(reader_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& connection() { return *reader_.connection; }

   private:
    Readers& readers_;
    Reader reader_;
  };

 private:
  Reader take();
  Reader idle_or_new();
  void give_back(Reader reader);
  static void end_snapshot(Reader& reader);

  std::filesystem::path file_;
  std::size_t idle_max_;
  std::atomic<std::uint64_t> commits_{0};
  std::mutex mutex_;
  std::vector<Reader> idle_;
};

}  // namespace lumen::store
