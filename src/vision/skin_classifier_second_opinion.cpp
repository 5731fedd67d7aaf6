// SPDX-License-Identifier: Apache-2.0
#include "vision/skin_classifier_second_opinion.h"

#include <utility>

#include "vision/combine_opinions.h"

namespace lumen::vision {
namespace {

// "remote_timed_out" and the like without what every remote part's code begins with.
std::string outcome_of(const Error& error) {
  constexpr std::string_view prefix = "remote_";
  return error.code.starts_with(prefix) ? error.code.substr(prefix.size()) : error.code;
}

}  // namespace

SkinClassifierSecondOpinion::SkinClassifierSecondOpinion(SkinClassifier& engine, SkinClassifier& other,
                                                         SecondOpinionOptions options, Metrics& metrics, Log& log)
    : engine_(engine), other_(other), options_(std::move(options)), metrics_(metrics), log_(log) {}

std::string SkinClassifierSecondOpinion::describe() const {
  return engine_.describe() + "; second opinion: " + other_.describe();
}

Task<Result<Classification>> SkinClassifierSecondOpinion::classify(PhotoToRead photo, Deadline deadline) {
  PhotoToRead copy = photo;
  auto first = engine_.classify(std::move(copy), deadline);
  auto own = co_await std::move(first);
  if (!own) co_return fail(std::move(own.error()));
  const Deadline until = Deadline::at(deadline.instant() - options_.time_left_min).within(options_.time_max);
  auto second = other_.classify(std::move(photo), until);
  auto other = co_await std::move(second);
  if (!other) co_return without_second(std::move(*own), other.error());
  co_return with_second(std::move(*own), *other);
}

Task<Result<Bytes>> SkinClassifierSecondOpinion::draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) {
  return engine_.draw_overlay(std::move(photo), view, deadline);
}

Classification SkinClassifierSecondOpinion::without_second(Classification own, const Error& why) {
  SecondOpinion opinion;
  opinion.model = options_.model;
  opinion.outcome = outcome_of(why);
  count(opinion.outcome);
  log_.warn("second_opinion_missing", {{"code", why.code}, {"detail", why.detail}});
  own.prediction.notes.push_back("The second model, " + options_.model + ", did not answer (" + opinion.outcome +
                                 "); this is the reading of " + own.prediction.engine + " alone.");
  own.prediction.second_opinion = std::move(opinion);
  return own;
}

Classification SkinClassifierSecondOpinion::with_second(Classification own, const Classification& other) {
  count("answered");
  own.prediction = combine_opinions(std::move(own.prediction), other.prediction);
  own.timing_ms.insert(other.timing_ms.begin(), other.timing_ms.end());
  own.cost_usd += options_.cost_usd;
  if (options_.cost_usd > 0) {
    metrics_.counter("lumen_vision_remote_cost_usd_total", "What answers of a model elsewhere cost, by the setting.")
        .add(options_.cost_usd);
  }
  return own;
}

void SkinClassifierSecondOpinion::count(const std::string& outcome) {
  metrics_
      .counter("lumen_vision_second_opinions_total", "What became of asking a model elsewhere, by outcome.",
               {{"outcome", outcome}})
      .increment();
}

}  // namespace lumen::vision
