// SPDX-License-Identifier: Apache-2.0
#pragma once
// For tests: the three embedded adapters on a table in a folder of its own.

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <utility>

#include "analyses/analyses_contract.h"
#include "analyses/analysis_queue_embedded.h"
#include "analyses/analysis_store_embedded.h"
#include "analyses/analysis_sweeper_embedded.h"
#include "tests/support/temp_folder.h"

namespace lumen::analyses {

class EmbeddedAnalyses {
 public:
  static constexpr bool frees_leases_at_restart = true;

  EmbeddedAnalyses() : file_(folder_.path() / "lumen.db") { open(); }
  // On a file that outlives this object.
  explicit EmbeddedAnalyses(std::filesystem::path file) : file_(std::move(file)) { open(); }

  AnalysisStore& store() { return *store_; }
  AnalysisQueue& queue() { return *queue_; }
  AnalysisSweeper& sweeper() { return *sweeper_; }
  ManualClock& clock() { return clock_; }
  AnalysisTable& table() { return *table_; }
  store::Database& database() { return *database_; }
  store::SubjectKeys& keys() { return *keys_; }
  const std::filesystem::path& file() const { return file_; }

  void restart() {
    close();
    open();
  }

  void close() {
    sweeper_.reset();
    queue_.reset();
    store_.reset();
    table_.reset();
    keys_.reset();
    database_.reset();
  }

 private:
  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }

  // One master key for all, so that a file can be opened again by another object.
  static SecretKey master() { return SecretKey(std::array<std::uint8_t, 32>{7}); }

  void open() {
    database_ = must(store::Database::open(file_, null_metrics()));
    must(store::SubjectKeys::migrate(*database_));
    keys_ = std::make_unique<store::SubjectKeys>(*database_, master(), random_);
    const AnalysisTable::Parts parts{*database_, *keys_, clock_, random_, null_metrics(), master()};
    table_ = must(AnalysisTable::open(parts));
    store_ = std::make_unique<AnalysisStoreEmbedded>(*table_);
    queue_ = std::make_unique<AnalysisQueueEmbedded>(*table_);
    sweeper_ = std::make_unique<AnalysisSweeperEmbedded>(*table_);
  }

  test::TempFolder folder_;
  std::filesystem::path file_;
  ManualClock clock_{contract_start_ms};
  SystemRandom random_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SubjectKeys> keys_;
  std::unique_ptr<AnalysisTable> table_;
  std::unique_ptr<AnalysisStoreEmbedded> store_;
  std::unique_ptr<AnalysisQueueEmbedded> queue_;
  std::unique_ptr<AnalysisSweeperEmbedded> sweeper_;
};

}  // namespace lumen::analyses
