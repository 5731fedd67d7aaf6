// SPDX-License-Identifier: Apache-2.0
#include "api/rate_limit.h"

#include <algorithm>

namespace lumen::api {
namespace {
constexpr std::size_t callers_max = 100'000;
}

void RateLimit::drop_idle(UnixMillis now_ms) {
  const double refill_ms = burst_ / per_second_ * 1000;
  std::erase_if(buckets_,
                [&](const auto& entry) { return static_cast<double>(now_ms - entry.second.at_ms) > refill_ms; });
  if (buckets_.size() >= callers_max) buckets_.clear();
}

bool RateLimit::allow(const std::string& caller) {
  if (per_second_ <= 0) return true;
  const UnixMillis now_ms = clock_.now_ms();
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= callers_max && !buckets_.contains(caller)) drop_idle(now_ms);
  auto [found, fresh] = buckets_.try_emplace(caller, Bucket{burst_, now_ms});
  Bucket& bucket = found->second;
  const double passed_s = static_cast<double>(std::max<UnixMillis>(0, now_ms - bucket.at_ms)) / 1000;
  bucket.tokens = std::min(burst_, bucket.tokens + passed_s * per_second_);
  bucket.at_ms = now_ms;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace lumen::api
