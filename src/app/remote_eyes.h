// SPDX-License-Identifier: Apache-2.0
#pragma once
// A model elsewhere as the settings want it, asked for a second opinion beside this machine's own eyes.

#include <memory>
#include <string>

#include "app/eyes.h"
#include "app/outbound.h"
#include "app/settings.h"
#include "base/clock.h"
#include "base/random.h"
#include "vision/skin_classifier_second_opinion.h"

namespace lumen::app {

class RemoteEyes {
 public:
  struct Tools {
    const Clock& clock;
    Random& random;
    Metrics& metrics;
    Log& log;
  };

  // Null when no model elsewhere is set; calls nobody. `eyes` and the tools outlive it. Errors: `invalid`
  // "bad_setting", "bad_url", "bad_label_map", "missing_secret".
  static Result<std::unique_ptr<RemoteEyes>> open(const Settings& settings, Eyes& eyes, Tools tools);

  vision::SkinClassifier& classifier() { return *both_; }

  // Whether the model's server can be reached and takes the token, without a photo and without cost.
  Task<Result<std::string>> check(Deadline deadline);

 private:
  explicit RemoteEyes(const Settings& settings) : outbound_(settings) {}

  Outbound outbound_;
  std::string url_;
  std::string token_;
  std::unique_ptr<vision::SkinClassifier> model_;
  std::unique_ptr<vision::SkinClassifierSecondOpinion> both_;
};

}  // namespace lumen::app
