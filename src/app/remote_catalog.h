// SPDX-License-Identifier: Apache-2.0
#pragma once
// Product search elsewhere as the settings want it: OpenSearch above the embedded search.

#include <memory>
#include <string>

#include "app/outbound.h"
#include "app/settings.h"
#include "aws/credentials_source.h"
#include "base/blocking_pool.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/random.h"
#include "catalog/opensearch_filler.h"
#include "catalog/product_search_opensearch.h"
#include "catalog/product_search_rungs.h"
#include "search/embedder.h"

namespace lumen::app {

class RemoteCatalog {
 public:
  struct Parts {  // outlive it
    catalog::ProductStore& store;
    catalog::ProductSearch& embedded;
    search::Embedder& embedder;
    BlockingPool& pool;
    const Clock& clock;
    Random& random;
    Metrics& metrics;
    Log& log;
  };

  // Null when catalog.search is `embedded`; calls nobody. Errors: `invalid` "bad_setting", "bad_url", "bad_index_name",
  // "missing_secret", "no_credentials", "no_region", "bad_region".
  static Result<std::unique_ptr<RemoteCatalog>> open(const Settings& settings, Parts parts);

  catalog::ProductSearch& search() { return *rungs_; }

  // Keeps the index equal to the store until `is_stopping` and stop().
  Task<void> keep_filled(std::function<bool()> is_stopping) { return filler_->run(std::move(is_stopping)); }
  void stop() { filler_->stop(); }

  // Whether the server can be reached and its index fits; changes nothing there.
  Task<Result<std::string>> check(Deadline deadline);

 private:
  explicit RemoteCatalog(const Settings& settings) : outbound_(settings) {}

  Outbound outbound_;
  std::unique_ptr<aws::CredentialsSource> credentials_;
  std::unique_ptr<catalog::ProductSearchOpenSearch> opensearch_;
  std::unique_ptr<catalog::OpenSearchFiller> filler_;
  std::unique_ptr<catalog::ProductSearchRungs> rungs_;
};

}  // namespace lumen::app
