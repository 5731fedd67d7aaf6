// SPDX-License-Identifier: Apache-2.0
#pragma once
// A service of one's own: the photo goes out as a form's part `file`, and back comes
// {"top_prediction": "acne", "confidence": 0.91, "all_predictions": {"acne": 0.91, "healthy": 0.02}}.

#include "vision/remote_model.h"

namespace lumen::vision {

class SkinClassifierCustom final : public SkinClassifier {
 public:
  SkinClassifierCustom(RemoteModelOptions options, UprightPhotos& photos, http::RemoteTools tools);

  std::string describe() const override { return model_.describe(); }
  Task<Result<Classification>> classify(PhotoToRead photo, Deadline deadline) override;
  // `unavailable` "no_overlay".
  Task<Result<Bytes>> draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) override;

 private:
  RemoteModel model_;
};

}  // namespace lumen::vision
