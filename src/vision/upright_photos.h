// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: a photo made fit to leave this machine. What is sent to a model elsewhere is never what a person uploaded but a
// fresh JPEG of its pixels. Thread-safe.

#include "vision/skin_classifier.h"

namespace lumen::vision {

class UprightPhotos {
 public:
  virtual ~UprightPhotos() = default;

  // A baseline JPEG: upright, sRGB, long side at most 1600 px, without metadata of any kind. Takes every format that
  // SkinClassifier takes, HEIC too. Errors: as of SkinClassifier::classify, without the quality gate's.
  virtual Task<Result<Bytes>> upright_jpeg(PhotoToRead photo, Deadline deadline) = 0;
};

}  // namespace lumen::vision
