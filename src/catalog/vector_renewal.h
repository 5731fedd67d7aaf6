// SPDX-License-Identifier: Apache-2.0
#pragma once
// Makes missing product vectors in the background (ProductSearchEmbedded::renew) until none is missing, and looks again
// from time to time for products that came while the embedder was away. What was made stays made: a restart goes on
// where it was. After a failure it waits, longer each time.
// Log: product_vectors_progress, product_vectors_complete, product_vectors_wait (the embedder's error code).

#include <atomic>
#include <chrono>

#include "base/log.h"
#include "base/sleeper.h"
#include "catalog/product_search_embedded.h"

namespace lumen::catalog {

struct VectorRenewalTimes {
  std::chrono::milliseconds look_again{5'000};
  std::chrono::milliseconds pause_first{1'000};  // after a failure; doubled with each further one
  std::chrono::milliseconds pause_max{60'000};
  std::chrono::milliseconds call_max{120'000};
};

class VectorRenewal {
 public:
  // Both outlive it.
  VectorRenewal(ProductSearchEmbedded& search, Log& log, VectorRenewalTimes times = {})
      : search_(search), log_(log), times_(times) {}

  // Until stop(). One coroutine.
  Task<void> run();
  void stop();

 private:
  Task<bool> renew_some();
  void tell_progress(const ProductSearchEmbedded::Renewal& before, const ProductSearchEmbedded::Renewal& now);

  ProductSearchEmbedded& search_;
  Log& log_;
  VectorRenewalTimes times_;
  std::chrono::milliseconds pause_{0};
  bool tidy_ = false;  // what other embedders left is gone
  std::atomic<bool> stopping_ = false;
  Sleeper sleeper_;
};

}  // namespace lumen::catalog
