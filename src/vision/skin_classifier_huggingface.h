// SPDX-License-Identifier: Apache-2.0
#pragma once
// A model behind the Hugging Face Inference API or an Inference Endpoint: the photo's bytes go out, a list of labels
// with scores comes back. https://huggingface.co/docs/inference-providers/tasks/image-classification
//
// A model that is loading (503 with estimated_time) is waited for when that fits before the deadline; so are
// Retry-After and RateLimit. Bad tokens, gated or unknown models and used-up credits (400 to 404) are not tried again.

#include "vision/remote_model.h"

namespace lumen::vision {

class SkinClassifierHuggingface final : public SkinClassifier {
 public:
  // An empty url means the hosted inference of `options.model`.
  SkinClassifierHuggingface(RemoteModelOptions options, UprightPhotos& photos, http::RemoteTools tools);

  std::string describe() const override { return model_.describe(); }
  Task<Result<Classification>> classify(PhotoToRead photo, Deadline deadline) override;
  // `unavailable` "no_overlay".
  Task<Result<Bytes>> draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) override;

 private:
  RemoteModel model_;
};

// "https://router.huggingface.co/hf-inference/models/owner/model"
std::string hosted_inference_url(const std::string& model);

}  // namespace lumen::vision
