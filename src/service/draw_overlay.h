// SPDX-License-Identifier: Apache-2.0
#pragma once
// The picture that shows where something was measured, drawn from the stored photo when it is asked for: it
// is never kept, so it is gone with the photo. Thread-safe.

#include "analyses/analysis_store.h"
#include "domain/overlay_view.h"
#include "photos/photo_store.h"
#include "vision/skin_classifier.h"

namespace lumen::service {

class DrawOverlay {
 public:
  DrawOverlay(analyses::AnalysisStore& analyses, photos::PhotoStore& photos, vision::SkinClassifier& classifier)
      : analyses_(analyses), photos_(photos), classifier_(classifier) {}

  // A PNG. `conflict` ("no_prediction_yet") before stage 1 is done or when it refused the photo.
  Task<Result<Bytes>> run(UserId owner, AnalysisId id, OverlayView view, Deadline deadline);

 private:
  analyses::AnalysisStore& analyses_;
  photos::PhotoStore& photos_;
  vision::SkinClassifier& classifier_;
};

}  // namespace lumen::service
