// SPDX-License-Identifier: Apache-2.0
#include "service/analyze_photo.h"

#include <chrono>
#include <utility>

#include "base/json.h"
#include "domain/product_json.h"
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
    out["cost_usd"] = round_to(total_ms / 3.6e6 * usd_per_hour, 9);
    return json::serialize(out);
  }
};

AnalyzePhoto::AnalyzePhoto(photos::PhotoStore& photos, vision::SkinClassifier& classifier, Explain& explain,
                           analyses::AnalysisQueue& queue, notify::Notifier& notifier, Log& log, Metrics& metrics,
                           double cpu_usd_per_hour)
    : photos_(photos),
      classifier_(classifier),
      explain_(explain),
      queue_(queue),
      notifier_(notifier),
      log_(log),
      metrics_(metrics),
      cpu_usd_per_hour_(cpu_usd_per_hour) {}

Task<void> AnalyzePhoto::tell(const analyses::Claim& claim, Status status, Stage stage, Deadline deadline) {
  notify::AnalysisEvent event{claim.owner, claim.id, status, stage};
  auto told = co_await notifier_.announce(std::move(event), deadline);
  // The row says announce_due until the sweep has told it: nothing is lost by a failure here.
  if (!told) log_.warn("announce_failed", {{"analysis_id", claim.id.text()}, {"code", told.error().code}});
}

Task<Result<void>> AnalyzePhoto::refuse(const analyses::Claim& claim, const Error& reason, Deadline deadline) {
  metrics_.counter("lumen_analyses_total", "Analyses by their end.", {{"outcome", reason.code}}).increment();
  log_.info("analysis_refused", {{"analysis_id", claim.id.text()}, {"code", reason.code}, {"detail", reason.detail}});
  AnalysisFailure failure{reason.code, reason.message, reason.hint, false};
  auto failed = co_await queue_.fail(claim, std::move(failure), deadline);
  if (failed) co_await tell(claim, Status::failed, Stage::done, deadline);
  co_return failed;
}

Task<Result<Prediction>> AnalyzePhoto::classify(const analyses::Claim& claim, StageClock& stages, Deadline deadline) {
  // An earlier attempt may have come this far.
  if (!claim.prediction.empty()) co_return prediction_from_json(claim.prediction);

  PhotoKey key(claim.owner, claim.id);
  auto photo = co_await photos_.get(std::move(key), deadline);
  if (!photo) co_return fail(photo.error());
  stages.lap("read");
  vision::PhotoToRead input{std::move(photo->bytes), photo->info.orientation};
  auto seen = co_await classifier_.classify(std::move(input), deadline.within(classify_time_max));
  if (!seen) co_return fail(seen.error());
  stages.lap("classify");
  const std::string document = json::serialize(prediction_to_json(seen->prediction));
  auto stored = co_await queue_.store_prediction(claim, document, severity_of(seen->prediction), deadline);
  if (!stored) co_return fail(stored.error());
  stages.lap("store");
  co_await tell(claim, Status::processing, Stage::explaining, deadline);
  co_return prediction_from_json(document);
}

Task<Result<void>> AnalyzePhoto::run(analyses::Claim claim, Deadline deadline) {
  StageClock stages;
  auto prediction = co_await classify(claim, stages, deadline);
  if (!prediction) {
    const ErrorKind kind = prediction.error().kind;
    const bool photo_at_fault = kind == ErrorKind::invalid || kind == ErrorKind::too_large;
    if (!photo_at_fault) co_return fail(prediction.error());
    const Error reason = prediction.error();
    co_return co_await refuse(claim, reason, deadline);
  }
  ResultDocuments documents;
  documents.prediction = json::serialize(prediction_to_json(*prediction));
  auto result = co_await explain_.run(claim.owner, claim.id, std::move(*prediction), claim.created_at_ms, claim.ttl_s,
                                      deadline);
  if (!result) co_return fail(result.error());
  stages.lap("explain");

  documents.enhanced_analysis = json::serialize(explanation_to_json(result->explanation));
  documents.products = products_to_json(result->products);
  documents.severity = result->explanation.severity;
  documents.timing = stages.to_json(cpu_usd_per_hour_);
  auto completed = co_await queue_.complete(claim, std::move(documents), deadline);
  if (!completed) co_return completed;
  metrics_.counter("lumen_analyses_total", "Analyses by their end.", {{"outcome", "completed"}}).increment();
  for (const auto& [stage, ms] : stages.stage_ms) {
    metrics_.histogram("lumen_stage_seconds", "Time of one stage of an analysis.", {{"stage", stage}}).observe(ms / 1000);
  }
  co_await tell(claim, Status::completed, Stage::done, deadline);
  log_.info("analysis_completed", {{"analysis_id", claim.id.text()}, {"attempt", static_cast<std::int64_t>(claim.attempt)}});
  co_return completed;
}

}  // namespace lumen::service
