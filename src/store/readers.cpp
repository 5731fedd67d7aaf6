// SPDX-License-Identifier: Apache-2.0
#include "store/readers.h"

#include <utility>

namespace lumen::store {

void Readers::end_snapshot(Reader& reader) {
  if (!reader.has_snapshot) return;
  reader.has_snapshot = false;
  sqlite3_exec(reader.connection->raw(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Readers::committed() {
  commits_.fetch_add(1, std::memory_order_release);
  const std::lock_guard lock(mutex_);
  for (Reader& reader : idle_) end_snapshot(reader);
}

Readers::Reader Readers::idle_or_new() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Reader reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
  }
  Reader reader;
  reader.connection = std::make_unique<Connection>(file_.string(), Connection::Mode::read_only);
  reader.connection->execute("PRAGMA mmap_size=2147418112");
  return reader;
}

Readers::Reader Readers::take() {
  Reader reader = idle_or_new();
  const auto now = Clock::now();
  const std::uint64_t commits = commits_.load(std::memory_order_acquire);
  const bool fresh = reader.has_snapshot && reader.commits_seen == commits && now - reader.since < snapshot_ms_max;
  if (fresh) return reader;
  end_snapshot(reader);
  reader.connection->prepare("BEGIN").run();  // the first read takes the snapshot: no older than `commits`
  reader.has_snapshot = true;
  reader.commits_seen = commits;
  reader.since = now;
  return reader;
}

void Readers::give_back(Reader reader) {
  if (sqlite3_get_autocommit(reader.connection->raw()) != 0) reader.has_snapshot = false;  // ended by a failure
  const std::lock_guard lock(mutex_);
  if (reader.commits_seen != commits_.load(std::memory_order_acquire)) end_snapshot(reader);
  if (idle_.size() < idle_max_) idle_.push_back(std::move(reader));
}

}  // namespace lumen::store
