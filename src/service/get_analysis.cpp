// SPDX-License-Identifier: Apache-2.0
#include "service/get_analysis.h"

#include <utility>

#include "domain/limits.h"

namespace lumen::service {
namespace {

bool is_awaited(const Analysis& analysis, WaitFor wait_for) {
  if (analysis.status == Status::completed || analysis.status == Status::failed) return true;
  return wait_for == WaitFor::prediction && !analysis.documents.prediction.empty();
}

}  // namespace

// A held poll's place among all and among this person's.
class GetAnalysis::Place {
 public:
  Place(GetAnalysis& owner, const std::string& user) : get_(owner), user_(user) {
    const std::lock_guard lock(get_.mutex_);
    int& mine = get_.held_by_user_[user_];
    granted_ = get_.held_total_ < limits::held_polls_max && mine < limits::held_polls_per_user_max;
    if (granted_) {
      ++mine;
      ++get_.held_total_;
    } else if (mine == 0) {
      get_.held_by_user_.erase(user_);
    }
    get_.held_.set(get_.held_total_);
  }
  ~Place() {
    if (!granted_) return;
    const std::lock_guard lock(get_.mutex_);
    --get_.held_total_;
    if (--get_.held_by_user_[user_] == 0) get_.held_by_user_.erase(user_);
    get_.held_.set(get_.held_total_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool granted() const { return granted_; }

 private:
  GetAnalysis& get_;
  std::string user_;
  bool granted_ = false;
};

GetAnalysis::GetAnalysis(analyses::AnalysisStore& analyses, notify::ChangeFeed& changes, Metrics& metrics)
    : analyses_(analyses),
      changes_(changes),
      held_(metrics.gauge("lumen_held_polls", "Polls that wait for their analysis right now.")) {}

Task<Result<std::shared_ptr<const Analysis>>> GetAnalysis::run(UserId owner, AnalysisId id,
                                                               std::chrono::milliseconds hold_ms, WaitFor wait_for,
                                                               Deadline deadline) {
  auto now = co_await analyses_.get(owner, id, deadline);
  if (!now || hold_ms <= std::chrono::milliseconds::zero() || is_awaited(**now, wait_for) || changes_.stopped()) {
    co_return now;
  }
  const Place place(*this, owner.text());
  if (!place.granted()) co_return now;
  const Deadline until = deadline.within(hold_ms);
  co_return co_await hold(std::move(owner), std::move(id), wait_for, until);
}

Task<Result<std::string>> GetAnalysis::report(UserId owner, AnalysisId id, Deadline deadline) {
  return analyses_.report(std::move(owner), std::move(id), deadline);
}

Task<Result<std::shared_ptr<const Analysis>>> GetAnalysis::hold(UserId owner, AnalysisId id, WaitFor wait_for,
                                                                Deadline until) {
  // Subscribed before the row is read again, so no change falls between.
  const std::unique_ptr<notify::Subscription> changes = changes_.subscribe(owner);
  while (true) {
    auto now = co_await analyses_.get(owner, id, Deadline::never());
    if (!now || is_awaited(**now, wait_for)) co_return now;
    auto event = co_await changes->next(until);
    if (!event) {
      auto last = co_await analyses_.get(owner, id, Deadline::never());
      co_return last;
    }
  }
}

}  // namespace lumen::service
