// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/do_job.h"

#include <chrono>
#include <exception>
#include <new>

#include "skin/draw_view.h"
#include "vision/worker_answer.h"
#include "vision_worker/decode_photo.h"
#include "vision_worker/encode_jpeg.h"
#include "vision_worker/encode_png.h"
#include "vision_worker/onnx_file.h"

namespace lumen::vision_worker {
namespace {

using vision::protocol::AnswerKind;
using vision::protocol::JobHeader;
using vision::protocol::JobKind;

class StopWatch {
 public:
  double lap_ms() {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double, std::milli> span = now - start_;
    start_ = now;
    return span.count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

JobAnswer refusal(const Error& error) { return {AnswerKind::refused, vision::write_refusal(error), {}}; }

JobAnswer overlay_answer(const skin::Photo& photo, const skin::Analysis& analysis, const OverlayView& view) {
  auto png = encode_png(skin::draw_view(photo, analysis, view));
  if (!png) return refusal(damaged_photo(png.error().detail));
  if (png->size() > vision::protocol::overlay_bytes_max) return refusal(damaged_photo("the overlay is too large"));
  return {AnswerKind::overlay_drawn, {}, std::move(*png)};
}

JobAnswer upright_answer(const skin::Photo& photo) {
  auto jpeg = encode_jpeg(photo.bgr);
  if (!jpeg) return refusal(damaged_photo(jpeg.error().detail));
  return {AnswerKind::upright_encoded, {}, std::move(*jpeg)};
}

// A model that fails at a photo says nothing about it; the engine's answer stands.
std::vector<double> ask_model(OnnxModel& model, const skin::Photo& photo, const skin::Analysis& analysis) {
  try {
    const auto face = analysis.face ? std::optional<cv::Rect2d>(analysis.face->box) : std::nullopt;
    return model.run(photo.bgr, face);
  } catch (const std::exception&) {
    return {};
  }
}

JobAnswer model_refusal(const Error& error) {
  return {AnswerKind::model_refused, vision::write_model_refusal(error), {}};
}

JobAnswer do_job_or_throw(const JobHeader& job, ByteView bytes, const skin::Engine& engine, OnnxModel* model) {
  StopWatch watch;
  auto photo = decode_photo(bytes, job.orientation, {job.pixels_max, job.side_px_max});
  if (!photo) return refusal(photo.error());
  if (job.kind == JobKind::encode_upright) return upright_answer(*photo);
  vision::Classification classification;
  classification.timing_ms["decode"] = watch.lap_ms();
  auto analysis = engine.analyze(*photo);
  classification.timing_ms["measure"] = watch.lap_ms();
  if (!analysis) return {AnswerKind::rejected, vision::write_rejection(analysis.error()), {}};
  if (job.kind == JobKind::draw_overlay) {
    return overlay_answer(*photo, *analysis, vision::protocol::view_of(job.overlay_view).value_or(OverlayView()));
  }
  if (model != nullptr) {
    classification.model_outputs = ask_model(*model, *photo, *analysis);
    classification.timing_ms["model"] = watch.lap_ms();
  }
  classification.prediction = std::move(analysis->prediction);
  return {AnswerKind::classified, vision::write_classification(classification), {}};
}

}  // namespace

JobAnswer do_job(const JobHeader& job, ByteView photo, const skin::Engine& engine, OnnxModel* model) {
  try {
    return do_job_or_throw(job, photo, engine, model);
  } catch (const std::bad_alloc&) {
    return refusal(damaged_photo("decoding needs more memory than a worker has"));
  } catch (const std::exception& failure) {
    return refusal(damaged_photo(failure.what()));
  }
}

JobAnswer load_model(ByteView file, ByteView specification, std::optional<OnnxModel>& model) {
  try {
    const auto spec = vision::read_model_spec(as_text(specification));
    if (!spec) return model_refusal(bad_model(spec.error().detail));
    auto loaded = OnnxModel::load(file, *spec);
    if (!loaded) return model_refusal(loaded.error());
    model.emplace(std::move(*loaded));
    return {AnswerKind::model_loaded, {}, {}};
  } catch (const std::bad_alloc&) {
    return model_refusal(bad_model("loading it needs more memory than a worker has"));
  } catch (const std::exception& failure) {
    return model_refusal(bad_model(failure.what()));
  }
}

}  // namespace lumen::vision_worker
