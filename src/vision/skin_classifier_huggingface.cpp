// SPDX-License-Identifier: Apache-2.0
#include "vision/skin_classifier_huggingface.h"

#include <cmath>
#include <utility>

#include "base/json.h"
#include "http/remote_error.h"

namespace lumen::vision {
namespace {

constexpr double wait_s_max = 3'600;

// {"error": "Model owner/model is currently loading", "estimated_time": 20.0}
std::optional<int> estimated_wait_s(const std::string& body) {
  const auto value = parse_json(body, {.bytes_max = remote_answer_bytes_max, .depth_max = 4});
  const json::object* object = value ? value->if_object() : nullptr;
  const auto wait_s = object == nullptr ? std::nullopt : get_number(*object, "estimated_time");
  if (!wait_s || !std::isfinite(*wait_s) || *wait_s < 0) return std::nullopt;
  return static_cast<int>(std::ceil(std::min(*wait_s, wait_s_max)));
}

Result<void> judge(const http::HttpAnswer& answer) {
  if (answer.status == 500) return fail(http::remote_error("remote_fault", "status 500"));
  auto good = judge_json(answer);
  if (!good && answer.status == 503) {
    if (const auto wait_s = estimated_wait_s(answer.body)) good.error().retry_after_s = wait_s;
  }
  return good;
}

RemoteModelOptions with_url(RemoteModelOptions options) {
  if (options.url.empty()) options.url = hosted_inference_url(options.model);
  return options;
}

RemoteModel::Dialect dialect(std::string url) {
  const auto request = [url = std::move(url)](Bytes jpeg) {
    http::HttpRequest out;
    out.method = "POST";
    out.url = url;
    out.headers.add("Content-Type", "image/jpeg");
    out.body = http::make_body(std::move(jpeg));
    return out;
  };
  return {"huggingface", request, judge, read_huggingface_answer};
}

}  // namespace

std::string hosted_inference_url(const std::string& model) {
  return "https://router.huggingface.co/hf-inference/models/" + percent_encode(model, Slash::keep);
}

SkinClassifierHuggingface::SkinClassifierHuggingface(RemoteModelOptions options, UprightPhotos& photos,
                                                     http::RemoteTools tools)
    : model_(with_url(options), dialect(with_url(options).url), photos, tools) {}

Task<Result<Classification>> SkinClassifierHuggingface::classify(PhotoToRead photo, Deadline deadline) {
  return model_.classify(std::move(photo), deadline);
}

Task<Result<Bytes>> SkinClassifierHuggingface::draw_overlay(PhotoToRead, OverlayView, Deadline) {
  co_return fail(draws_nothing());
}

}  // namespace lumen::vision
