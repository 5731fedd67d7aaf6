// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps an OpenSearch index equal to the product store, in the background: at the start everything is compared and what
// differs is written or taken away, later what changed. The store is the truth, so a fill that broke off is simply done
// again, with growing pauses while the server is down. Metrics: lumen_opensearch_pending (products that are to be
// written or compared), lumen_opensearch_fills_total by outcome. Thread-safe; outlives run().

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/metrics.h"
#include "base/sleeper.h"
#include "catalog/product_search_opensearch.h"
#include "catalog/product_store.h"

namespace lumen::catalog {

struct FillerPauses {
  std::chrono::milliseconds first{2'000};
  std::chrono::milliseconds longest{60'000};
  // Until a Serverless collection shows what was written.
  std::chrono::milliseconds visible_after{60'000};
};

class OpenSearchFiller {
 public:
  struct Parts {  // outlive it
    ProductStore& store;
    ProductSearchOpenSearch& search;
    Log& log;
    Metrics& metrics;
  };
  explicit OpenSearchFiller(Parts parts, FillerPauses pauses = FillerPauses());

  // Whether the index holds what the store does, as far as it is known here.
  bool complete() const { return complete_; }

  void changed(const std::vector<Product>& products);
  void changed(const std::vector<ProductId>& ids);
  // The index is not what it was thought to be: everything is compared anew.
  void begin_again();
  // Wakes run(), so that it sees that it is to end.
  void stop() { wake_.wake(); }

  // Ends when `is_stopping` says so and stop() is called.
  Task<void> run(std::function<bool()> is_stopping);

  // One turn: compares everything if that is due, then what changed. Errors: those of the store and the search; what
  // was not done is still due.
  Task<Result<void>> fill(Deadline deadline);

 private:
  Task<Result<void>> compare_all(Deadline deadline);
  Task<Result<void>> write_pending(Deadline deadline);
  Task<Result<std::size_t>> write_page(std::vector<Product> products, Deadline deadline);
  Task<Result<void>> remove_all(std::vector<ProductId> ids, Deadline deadline);
  std::vector<ProductId> take_pending();
  void settle();

  Parts parts_;
  FillerPauses pauses_;
  Sleeper wake_;
  std::atomic<bool> complete_ = false;
  std::mutex mutex_;
  bool compare_due_ = true;
  std::set<ProductId> pending_;
  bool wrote_ = false;  // since complete_ was last true
  Gauge& pending_gauge_;
  Gauge& complete_gauge_;
};

}  // namespace lumen::catalog
