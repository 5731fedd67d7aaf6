// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine of this machine, and a model elsewhere asked for a second opinion. The engine goes first: a photo that
// its quality gate refuses is never sent and never paid for. When the other model answers, the two are combined
// (vision/combine_opinions.h). When it does not - deadline, breaker, refusal, nonsense - the engine's prediction is the
// answer, and `second_opinion` and a note say why. Thread-safe.
//
// Metrics: lumen_vision_second_opinions_total by outcome, lumen_vision_remote_cost_usd_total, and those of
// http/remote.h.

#include <chrono>
#include <string>

#include "base/log.h"
#include "base/metrics.h"
#include "vision/skin_classifier.h"

namespace lumen::vision {

struct SecondOpinionOptions {
  std::string model;                               // as the other's predictions name it
  std::chrono::milliseconds time_max{20'000};      // for the other model, its retries included
  std::chrono::milliseconds time_left_min{1'000};  // before the deadline, for whoever uses the answer
  double cost_usd = 0;                             // of one answer
};

class SkinClassifierSecondOpinion final : public SkinClassifier {
 public:
  // Both classifiers outlive it.
  SkinClassifierSecondOpinion(SkinClassifier& engine, SkinClassifier& other, SecondOpinionOptions options,
                              Metrics& metrics, Log& log);

  std::string describe() const override;
  // timing_ms has the engine's, and "encode" and "remote" of the other's.
  Task<Result<Classification>> classify(PhotoToRead photo, Deadline deadline) override;
  // The engine's.
  Task<Result<Bytes>> draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) override;

 private:
  void count(const std::string& outcome);
  Classification without_second(Classification own, const Error& why);
  Classification with_second(Classification own, const Classification& other);

  SkinClassifier& engine_;
  SkinClassifier& other_;
  SecondOpinionOptions options_;
  Metrics& metrics_;
  Log& log_;
};

}  // namespace lumen::vision
