// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the adapters of models elsewhere share: the photo is made fit to leave (vision/upright_photos.h), sent through
// http/remote.h, and the answer becomes a prediction. Thread-safe.

#include <functional>
#include <string>

#include "http/remote.h"
#include "vision/label_map.h"
#include "vision/remote_answer.h"
#include "vision/skin_classifier.h"
#include "vision/upright_photos.h"

namespace lumen::vision {

struct RemoteModelOptions {
  std::string url;
  std::string model;    // for people and for predictions: "owner/model"
  std::string version;  // of the model, if it is known; shown after the name
  std::string token;    // sent as Bearer; empty: none. Never shown
  LabelMap labels;
  std::chrono::milliseconds time_max{15'000};  // of one attempt
  int attempts_max = 3;
};

class RemoteModel {
 public:
  struct Dialect {
    std::string name;  // "huggingface": for metrics, and before the model's name
    std::function<http::HttpRequest(Bytes jpeg)> request;
    http::Remote::Judge judge;
    Result<RemoteScores> (*read)(std::string_view);
  };

  // `photos` and what the tools refer to outlive it.
  RemoteModel(RemoteModelOptions options, Dialect dialect, UprightPhotos& photos, http::RemoteTools tools);

  // Errors beside the port's: those of http/remote_error.h. timing_ms has "encode" and "remote".
  Task<Result<Classification>> classify(PhotoToRead photo, Deadline deadline);

  std::string describe() const;

 private:
  Result<void> read(const http::HttpAnswer& answer, Prediction& out) const;

  RemoteModelOptions options_;
  Dialect dialect_;
  UprightPhotos& photos_;
  std::string engine_;
  http::Remote remote_;
};

// "huggingface/owner/model@3": what predictions name as their engine.
std::string engine_name(const RemoteModelOptions& options, const std::string& dialect);

// 2xx with a JSON body is good, the rest as of http::judge_status.
Result<void> judge_json(const http::HttpAnswer& answer);

// For `draw_overlay` of models that only give scores.
Error draws_nothing();

}  // namespace lumen::vision
