// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: stage 1. Looks at a photo and says what it measured. Untrusted bytes are decoded outside the serving
// process. Thread-safe.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/encoding.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/overlay_view.h"
#include "domain/prediction.h"

namespace lumen::vision {

struct PhotoToRead {
  Bytes bytes;                    // JPEG, PNG, WebP or HEIC
  std::uint16_t orientation = 1;  // EXIF value 1..8, kept beside the stripped bytes; HEIC carries its own
};

struct Classification {
  Prediction prediction;
  std::map<std::string, double> timing_ms;  // "decode", "measure", …
  double cost_usd = 0;                      // what was paid to others for it
  std::vector<double> model_outputs;        // of a model that ran beside the engine; empty without one
};

class SkinClassifier {
 public:
  virtual ~SkinClassifier() = default;
  virtual std::string describe() const = 0;

  // Errors: `invalid` with a code and a public reason and hint when the photo itself is at fault
  // ("photo_rejected" from the quality gate, "damaged_photo", "unsupported_type"), `too_large` ("too_many_pixels"),
  // `timed_out`, `unavailable` (the worker died or all are busy; may be tried again).
  virtual Task<Result<Classification>> classify(PhotoToRead photo, Deadline deadline) = 0;

  // A PNG that shows what was measured where: aligned to the upright photo, except SideBySide, which holds it twice.
  virtual Task<Result<Bytes>> draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) = 0;
};

}  // namespace lumen::vision
