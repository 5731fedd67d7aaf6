// SPDX-License-Identifier: Apache-2.0
#include "catalog/vector_renewal.h"

#include <algorithm>

namespace lumen::catalog {
namespace {

constexpr std::size_t told_each = 1'024;  // products

bool complete(const ProductSearchEmbedded::Renewal& renewal) { return renewal.missing == 0 && renewal.answering; }

}  // namespace

void VectorRenewal::stop() {
  stopping_ = true;
  sleeper_.wake();
}

Task<void> VectorRenewal::run() {
  while (!stopping_) {
    const bool more = co_await renew_some();
    if (stopping_) break;
    if (!more) co_await sleeper_.sleep(Deadline::after(pause_.count() > 0 ? pause_ : times_.look_again));
  }
}

// False when there is nothing to do right now.
Task<bool> VectorRenewal::renew_some() {
  const ProductSearchEmbedded::Renewal before = search_.renewal();
  const Deadline deadline = Deadline::after(times_.call_max);
  auto renewing = search_.renew(deadline);
  const auto now = co_await std::move(renewing);
  if (!now) {
    pause_ = std::clamp(pause_ * 2, times_.pause_first, times_.pause_max);
    log_.warn("product_vectors_wait", {{"code", std::string_view(now.error().code)},
                                       {"missing", static_cast<std::int64_t>(search_.renewal().missing)},
                                       {"pause_ms", static_cast<std::int64_t>(pause_.count())}});
    co_return false;
  }
  pause_ = std::chrono::milliseconds(0);
  tell_progress(before, *now);
  if (!complete(*now)) co_return true;
  if (!complete(before)) tidy_ = false;
  if (!tidy_) {
    auto removing = search_.remove_old_vectors(deadline);
    const auto removed = co_await std::move(removing);
    tidy_ = removed.has_value();
    if (!removed) log_.warn("old_vectors_not_removed", {{"code", std::string_view(removed.error().code)}});
  }
  co_return false;
}

void VectorRenewal::tell_progress(const ProductSearchEmbedded::Renewal& before,
                                  const ProductSearchEmbedded::Renewal& now) {
  if (complete(now)) {
    if (!complete(before)) log_.info("product_vectors_complete", {{"products", search_.size()}});
    return;
  }
  if (now.missing / told_each == before.missing / told_each) return;
  log_.info("product_vectors_progress",
            {{"missing", static_cast<std::int64_t>(now.missing)}, {"products", search_.size()}});
}

}  // namespace lumen::catalog
