// SPDX-License-Identifier: Apache-2.0
#pragma once
// Answers in wire form. The stored documents are JSON texts already, so an analysis is put together without
// parsing; the texts of finished analyses are kept, bounded. Thread-safe.

#include <array>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "analyses/analysis_store.h"
#include "domain/analysis.h"

namespace lumen::api {

std::string render_analysis(const Analysis& analysis);
std::string render_history(const analyses::HistoryPage& page);

class RenderedAnalyses {
 public:
  explicit RenderedAnalyses(std::size_t bytes_max) : shard_bytes_max_(bytes_max / shards_count) {}

  // The text of this very row; rendered anew when the row changed.
  std::shared_ptr<const std::string> get(const std::shared_ptr<const Analysis>& analysis);

 private:
  static constexpr std::size_t shards_count = 16;
  struct Entry {
    std::shared_ptr<const Analysis> analysis;
    std::shared_ptr<const std::string> text;
  };
  struct Shard {
    std::mutex mutex;
    std::list<Entry> recent;
    std::unordered_map<std::string_view, std::list<Entry>::iterator> index;  // keys live in the entries
    std::size_t bytes = 0;
  };
  void remember(Shard& shard, Entry entry);

  std::size_t shard_bytes_max_;
  std::array<Shard, shards_count> shards_;
};

}  // namespace lumen::api
