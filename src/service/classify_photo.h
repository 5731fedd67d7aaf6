// SPDX-License-Identifier: Apache-2.0
#pragma once
// A photo read for another backend: stage 1 and nothing else. Nothing is stored and nobody else is asked - only this
// machine's own eyes look, so that two Lumens that name each other do not ask in a circle. Thread-safe.

#include "base/blocking_pool.h"
#include "domain/prediction.h"
#include "vision/skin_classifier.h"

namespace lumen::service {

class ClassifyPhoto {
 public:
  ClassifyPhoto(vision::SkinClassifier& eyes, BlockingPool& pool) : eyes_(eyes), pool_(pool) {}

  // Errors: as of vision::SkinClassifier::classify.
  Task<Result<Prediction>> run(Bytes photo, Deadline deadline);

 private:
  vision::SkinClassifier& eyes_;
  BlockingPool& pool_;
};

}  // namespace lumen::service
