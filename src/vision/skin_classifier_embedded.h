// SPDX-License-Identifier: Apache-2.0
#pragma once
// The built-in skin engine. Photos are decoded and measured by `lumen-vision` in sandboxed workers, never in this
// process: a photo that brings a worker down takes nothing with it.
//
// All conversation with the workers runs on one thread of this object, so no event loop ever waits for it; `classify`
// and `draw_overlay` resume on the caller's executor. Nothing is started before the first photo or `warm_up`.
// Destroy it while the callers' executors still exist; what is under way then ends with `unavailable` "stopping",
// and every process it started is gone.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/log.h"
#include "base/metrics.h"
#include "domain/limits.h"
#include "vision/model_files.h"
#include "vision/skin_classifier.h"
#include "vision/upright_photos.h"

namespace lumen::vision {

struct EmbeddedClassifierOptions {
  std::filesystem::path program;  // empty: `lumen-vision` beside the running executable
  std::string cascade_folder = "/usr/share/opencv4/haarcascades";  // Debian package opencv-data
  std::size_t workers = 2;
  std::size_t waiting_max = 32;  // photos waiting for a worker; over it `unavailable` "busy" at once
  std::uint64_t photo_bytes_max = limits::photo_bytes_max;
  std::uint64_t photo_pixels_max = limits::photo_pixels_max;
  std::chrono::milliseconds job_time_max{20'000};  // over it the worker is killed and the answer is `timed_out`
  int jobs_per_worker = 500;                       // then it is replaced
  std::uint64_t worker_memory_bytes = 0;           // 0: what a photo within the limits and the model can need
  // A classifier that runs in the workers beside the engine; its outputs come back in Classification::model_outputs.
  std::shared_ptr<const ModelFiles> model;
};

// It is also where upright photos come from: there is one crew of workers, with one bound.
class SkinClassifierEmbedded final : public SkinClassifier, public UprightPhotos {
 public:
  SkinClassifierEmbedded(EmbeddedClassifierOptions options, Metrics& metrics, Log& log);
  ~SkinClassifierEmbedded() override;

  // Starts `lumen-vision` and one worker in the background, so that the first photo does not wait for it.
  void warm_up();

  // Starts a worker if there is none. Errors: why none can be started, with a model also "model_refused".
  Task<Result<void>> make_ready(Deadline deadline);

  std::string describe() const override;

  // Beside the port's errors: `too_large` "photo_too_large" over photo_bytes_max, `unavailable`
  // "vision_worker_missing" or "vision_worker_failed". A photo that two fresh workers died of is "damaged_photo".
  // timing_ms has "decode" and "measure" from the worker and "wait" for the time until a worker was free.
  Task<Result<Classification>> classify(PhotoToRead photo, Deadline deadline) override;
  Task<Result<Bytes>> draw_overlay(PhotoToRead photo, OverlayView view, Deadline deadline) override;
  Task<Result<Bytes>> upright_jpeg(PhotoToRead photo, Deadline deadline) override;

 private:
  class Room;
  std::unique_ptr<Room> room_;
};

}  // namespace lumen::vision
