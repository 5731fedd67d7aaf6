// SPDX-License-Identifier: Apache-2.0
#include "service/sweep.h"

#include <utility>

namespace lumen::service {
namespace {
constexpr int round_max = 100;
}

Sweep::Sweep(analyses::AnalysisSweeper& sweeper, analyses::AnalysisStore& analyses, photos::PhotoStore& photos,
             AgentRecords records, notify::Notifier& notifier, jobs::WorkSignal& workers, Log& log, Metrics& metrics)
    : sweeper_(sweeper),
      analyses_(analyses),
      photos_(photos),
      records_(records),
      notifier_(notifier),
      workers_(workers),
      log_(log),
      settled_(metrics.counter("lumen_sweep_settled_total", "Items the sweep settled.")),
      failed_(metrics.counter("lumen_sweep_failed_total", "Items the sweep could not settle this time.")) {}

Task<Result<void>> Sweep::settle_upload(const analyses::DueItem& item, Deadline deadline) {
  const PhotoKey key(item.owner, item.id);
  auto info = co_await photos_.head(key, deadline);
  if (!info && info.error().kind == ErrorKind::not_found) {
    co_return co_await sweeper_.expire_upload(item.owner, item.id, deadline);
  }
  if (!info) co_return fail(info.error());
  // The photo is there but its row was never marked: the process died between the two.
  PhotoVersion version{info->received_md5, info->content_type, info->size_bytes, info->orientation};
  auto marked = co_await analyses_.mark_uploaded(item.owner, item.id, std::move(version), deadline);
  if (!marked) co_return fail(marked.error());
  workers_.wake();
  co_return Result<void>();
}

Task<Result<void>> Sweep::announce(const analyses::DueItem& item, Deadline deadline) {
  notify::AnalysisEvent event{item.owner, item.id, item.status, Stage::done};
  auto told = co_await notifier_.announce(std::move(event), deadline);
  if (!told) co_return told;
  co_return co_await sweeper_.mark_announced(item.owner, item.id, deadline);
}

Task<Result<void>> Sweep::erase(const analyses::DueItem& item, Deadline deadline) {
  const PhotoKey key(item.owner, item.id);
  auto photo = co_await photos_.remove(key, deadline);
  if (!photo) co_return photo;
  auto memory = co_await records_.memory.erase(item.owner, item.id, deadline);
  if (!memory) co_return memory;
  auto talk = co_await records_.conversations.erase(item.owner, item.id, deadline);
  if (!talk) co_return talk;
  co_return co_await sweeper_.erase(item.owner, item.id, deadline);
}

Task<Result<void>> Sweep::settle(analyses::DueItem item, Deadline deadline) {
  switch (item.kind) {
    case analyses::DueKind::upload_expired: co_return co_await settle_upload(item, deadline);
    case analyses::DueKind::announce: co_return co_await announce(item, deadline);
    case analyses::DueKind::erase: co_return co_await erase(item, deadline);
  }
  co_return fail(internal("unknown kind of due item"));
}

Task<Result<int>> Sweep::forget_expired(Deadline deadline) {
  auto notes = co_await records_.memory.remove_expired(round_max, deadline);
  if (!notes) co_return notes;
  auto talks = co_await records_.conversations.remove_expired(round_max, deadline);
  if (!talks) co_return talks;
  auto sums = co_await records_.spending.remove_expired(round_max, deadline);
  if (!sums) co_return sums;
  co_return *notes + *talks + *sums;
}

Task<Result<int>> Sweep::run_once(Deadline deadline) {
  auto due = co_await sweeper_.due(round_max, deadline);
  if (!due) co_return fail(due.error());
  int settled = 0;
  for (const analyses::DueItem& item : *due) {
    auto done = co_await settle(item, deadline);
    if (done) {
      ++settled;
      settled_.increment();
      continue;
    }
    failed_.increment();
    log_.warn("sweep_item_failed",
              {{"analysis_id", item.id.text()}, {"code", done.error().code}, {"detail", done.error().detail}});
  }
  auto removed = co_await photos_.remove_expired(round_max, deadline);
  if (!removed) co_return fail(removed.error());
  auto forgotten = co_await forget_expired(deadline);
  if (!forgotten) co_return fail(forgotten.error());
  co_return settled + *removed + *forgotten;
}

Task<void> Sweep::run(jobs::WorkSignal& signal, std::chrono::milliseconds period, std::function<bool()> stopping) {
  while (!stopping()) {
    auto settled = co_await run_once(Deadline::after(std::chrono::minutes(1)));
    if (!settled) log_.error("sweep_failed", {{"code", settled.error().code}, {"detail", settled.error().detail}});
    const bool more = settled && *settled >= round_max;
    if (more) continue;
    auto waited = co_await signal.wait(Deadline::after(period));
    if (!waited) log_.error("sweep_wait_failed", {{"detail", waited.error().detail}});
  }
}

}  // namespace lumen::service
