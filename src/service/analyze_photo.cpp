// SPDX-License-Identifier: Apache-2.0
#include "service/analyze_photo.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/json.h"
#include "domain/product_json.h"
#include "domain/concern_json.h"
#include "domain/wire_json.h"

namespace lumen::service {
namespace {

constexpr std::chrono::seconds classify_time_max{25};

// Stage 1's severity: of the finding that is shown.
Severity severity_of(const Prediction& prediction) {
  for (const Finding& finding : prediction.findings) {
    if (finding.label == prediction.condition) return finding.severity;
  }
  return Severity::none;
}

std::string products_to_json(const std::vector<Product>& products) {
  json::array out;
  for (const Product& product : products) out.push_back(to_json(product));
  return json::serialize(out);
}

}  // namespace

// Where the time of one analysis went.
struct AnalyzePhoto::StageClock {
  using Clock = std::chrono::steady_clock;
  Clock::time_point begun = Clock::now();
  std::map<std::string, double> stage_ms;
  double remote_ms = 0;  // of these, spent waiting for models elsewhere
  double paid_usd = 0;   // to those models

  void add(const vision::Classification& seen) {
    const auto remote = seen.timing_ms.find("remote");
    remote_ms += remote == seen.timing_ms.end() ? 0 : remote->second;
    paid_usd += seen.cost_usd;
  }

  void add(const ExplainedResult& explained) {
    remote_ms += explained.remote_ms;
    paid_usd += explained.paid_usd;
  }

  void lap(const std::string& stage) {
    const Clock::time_point now = Clock::now();
    stage_ms[stage] += std::chrono::duration<double, std::milli>(now - begun).count();
    begun = now;
  }

  std::string to_json(double usd_per_hour) const {
    json::object out;
    double total_ms = 0;
    for (const auto& [stage, ms] : stage_ms) {
      out[stage + "_ms"] = round_to(ms, 2);
      total_ms += ms;
    }
    if (remote_ms > 0) out["remote_ms"] = round_to(remote_ms, 2);
    out["cost_usd"] = round_to(std::max(0.0, total_ms - remote_ms) / 3.6e6 * usd_per_hour + paid_usd, 9);
    return json::serialize(out);
  }
};

AnalyzePhoto::AnalyzePhoto(photos::PhotoStore& photos, vision::SkinClassifier& classifier, Explain& explain,
                           analyses::AnalysisQueue& queue, analyses::AnalysisStore& analyses,
                           analyses::AnalysisSweeper& sweeper, notify::Notifier& notifier, Log& log, Metrics& metrics,
                           double cpu_usd_per_hour)
    : photos_(photos),
      classifier_(classifier),
      explain_(explain),
      queue_(queue),
      analyses_(analyses),
      sweeper_(sweeper),
      notifier_(notifier),
      log_(log),
      metrics_(metrics),
      cpu_usd_per_hour_(cpu_usd_per_hour) {}

Task<Result<void>> AnalyzePhoto::tell(const analyses::Claim& claim, Status status, Stage stage, Deadline deadline) {
  notify::AnalysisEvent event{claim.owner, claim.id, status, stage};
  auto told = co_await notifier_.announce(std::move(event), deadline);
  if (!told) log_.warn("announce_failed", {{"analysis_id", claim.id.text()}, {"code", told.error().code}});
  co_return told;
}

// The row is due to be announced until it is marked: what fails here, or dies in between, the sweep tells.
Task<void> AnalyzePhoto::tell_end(const analyses::Claim& claim, Status status, Deadline deadline) {
  auto told = co_await tell(claim, status, Stage::done, deadline);
  if (!told) co_return;
  auto marked = co_await sweeper_.mark_announced(claim.owner, claim.id, deadline);
  if (!marked) log_.warn("announce_not_marked", {{"analysis_id", claim.id.text()}, {"code", marked.error().code}});
}

// A deletion that came while the photo was being explained must not leave what was remembered of it.
Task<void> AnalyzePhoto::forget_if_deleted(const analyses::Claim& claim, Deadline deadline) {
  auto row = co_await analyses_.get(claim.owner, claim.id, deadline);
  if (row || row.error().kind != ErrorKind::forbidden) co_return;
  co_await explain_.forget(claim.owner, claim.id, deadline);
}

Task<Result<void>> AnalyzePhoto::refuse(const analyses::Claim& claim, const Error& reason, Deadline deadline) {
  metrics_.counter("lumen_analyses_total", "Analyses by their end.", {{"outcome", reason.code}}).increment();
  log_.info("analysis_refused", {{"analysis_id", claim.id.text()}, {"code", reason.code}, {"detail", reason.detail}});
  AnalysisFailure failure{reason.code, reason.message, reason.hint, false};
  auto failed = co_await queue_.fail(claim, std::move(failure), deadline);
  if (failed) co_await tell_end(claim, Status::failed, deadline);
  co_return failed;
}

Task<Result<std::string>> AnalyzePhoto::classify(const analyses::Claim& claim, StageClock& stages, Deadline deadline) {
  // An earlier attempt may have come this far.
  if (!claim.prediction.empty()) co_return claim.prediction;

  PhotoKey key(claim.owner, claim.id);
  auto photo = co_await photos_.get(std::move(key), deadline);
  if (!photo) co_return fail(photo.error());
  stages.lap("read");
  vision::PhotoToRead input{std::move(photo->bytes), photo->info.orientation};
  auto seen = co_await classifier_.classify(std::move(input), deadline.within(classify_time_max));
  if (!seen) co_return fail(seen.error());
  stages.lap("classify");
  stages.add(*seen);
  const Prediction& prediction = seen->prediction;
  std::string document = json::serialize(prediction_to_json(prediction));
  analyses::StoredPrediction kept{document, "", severity_of(prediction)};
  if (!prediction.report.concerns.empty()) kept.report = json::serialize(skin_report_to_json(prediction.report));
  auto stored = co_await queue_.store_prediction(claim, std::move(kept), deadline);
  if (!stored) co_return fail(stored.error());
  stages.lap("store");
  co_await tell(claim, Status::processing, Stage::explaining, deadline);
  co_return document;
}

Task<Result<void>> AnalyzePhoto::run(analyses::Claim claim, StageMark& stage, Deadline deadline) {
  StageClock stages;
  auto document = co_await classify(claim, stages, deadline);
  if (!document) {
    const ErrorKind kind = document.error().kind;
    const bool photo_at_fault = kind == ErrorKind::invalid || kind == ErrorKind::too_large;
    if (!photo_at_fault) co_return fail(document.error());
    co_return co_await refuse(claim, document.error(), deadline);
  }
  auto prediction = prediction_from_json(*document);
  if (!prediction) co_return fail(prediction.error());
  ResultDocuments documents;
  documents.prediction = std::move(*document);
  auto result = co_await explain_.run(claim.owner, claim.id, std::move(*prediction), claim.created_at_ms, claim.ttl_s,
                                      stage, deadline);
  if (!result) co_return fail(result.error());
  stages.lap("explain");
  stages.add(*result);

  documents.enhanced_analysis = json::serialize(explanation_to_json(result->explanation));
  documents.products = products_to_json(result->products);
  documents.severity = result->explanation.severity;
  documents.timing = stages.to_json(cpu_usd_per_hour_);
  auto completed = co_await queue_.complete(claim, std::move(documents), deadline);
  if (!completed) {
    if (completed.error().kind == ErrorKind::conflict) co_await forget_if_deleted(claim, deadline);
    co_return completed;
  }
  metrics_.counter("lumen_analyses_total", "Analyses by their end.", {{"outcome", "completed"}}).increment();
  for (const auto& [name, ms] : stages.stage_ms) {
    metrics_.histogram("lumen_stage_seconds", "Time of one stage of an analysis.", {{"stage", name}})
        .observe(ms / 1000);
  }
  co_await tell_end(claim, Status::completed, deadline);
  log_.info("analysis_completed",
            {{"analysis_id", claim.id.text()}, {"attempt", static_cast<std::int64_t>(claim.attempt)}});
  co_return completed;
}

}  // namespace lumen::service
