// SPDX-License-Identifier: Apache-2.0
#pragma once
// The main job: one claimed analysis from photo to result.
// read → classify → store prediction → explain → recommend → complete.

#include <functional>
#include <memory>

#include "agent/agent_loop.h"
#include "analyses/analysis_queue.h"
#include "analyses/analysis_store.h"
#include "analyses/analysis_sweeper.h"
#include "base/log.h"
#include "base/metrics.h"
#include "notify/notifier.h"
#include "photos/photo_store.h"
#include "service/explain.h"
#include "vision/skin_classifier.h"

namespace lumen::service {

class AnalyzePhoto {
 public:
  AnalyzePhoto(photos::PhotoStore& photos, vision::SkinClassifier& classifier, Explain& explain,
               analyses::AnalysisQueue& queue, analyses::AnalysisStore& analyses, analyses::AnalysisSweeper& sweeper,
               notify::Notifier& notifier, Log& log, Metrics& metrics, double cpu_usd_per_hour);

  // Does one claimed analysis. A fault of the photo ends it as `failed`; the result ends it as `completed`;
  // any other error is returned and the caller releases the claim. `stage` tells meanwhile how far it is.
  Task<Result<void>> run(analyses::Claim claim, StageMark& stage, Deadline deadline);

 private:
  struct StageClock;
  Task<Result<std::string>> classify(const analyses::Claim& claim, StageClock& stages, Deadline deadline);
  Task<void> forget_if_deleted(const analyses::Claim& claim, Deadline deadline);
  Task<Result<void>> refuse(const analyses::Claim& claim, const Error& reason, Deadline deadline);
  Task<Result<void>> tell(const analyses::Claim& claim, Status status, Stage stage, Deadline deadline);
  Task<void> tell_end(const analyses::Claim& claim, Status status, Deadline deadline);

  photos::PhotoStore& photos_;
  vision::SkinClassifier& classifier_;
  Explain& explain_;
  analyses::AnalysisQueue& queue_;
  analyses::AnalysisStore& analyses_;
  analyses::AnalysisSweeper& sweeper_;
  notify::Notifier& notifier_;
  Log& log_;
  Metrics& metrics_;
  double cpu_usd_per_hour_;
};

}  // namespace lumen::service
