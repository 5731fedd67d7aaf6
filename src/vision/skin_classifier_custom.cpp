// SPDX-License-Identifier: Apache-2.0
#include "vision/skin_classifier_custom.h"

#include <utility>

namespace lumen::vision {
namespace {

// RFC 7578. The boundary is random, so that no photo holds it.
http::HttpRequest form_with(const Bytes& jpeg, const std::string& url, Random& random) {
  const std::string boundary = "lumen-" + hex_encode(random.bytes<16>());
  const std::string head = "--" + boundary +
                           "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"image.jpg\"\r\n"
                           "Content-Type: image/jpeg\r\n\r\n";
  const std::string tail = "\r\n--" + boundary + "--\r\n";
  Bytes form;
  form.reserve(head.size() + jpeg.size() + tail.size());
  form.insert(form.end(), head.begin(), head.end());
  form.insert(form.end(), jpeg.begin(), jpeg.end());
  form.insert(form.end(), tail.begin(), tail.end());
  http::HttpRequest out;
  out.method = "POST";
  out.url = url;
  out.headers.add("Content-Type", "multipart/form-data; boundary=" + boundary);
  out.body = http::make_body(std::move(form));
  return out;
}

RemoteModel::Dialect dialect(const std::string& url, Random& random) {
  return {"custom", [url, &random](Bytes jpeg) { return form_with(jpeg, url, random); }, judge_json,
          read_custom_answer};
}

}  // namespace

SkinClassifierCustom::SkinClassifierCustom(RemoteModelOptions options, UprightPhotos& photos, http::RemoteTools tools)
    : model_(options, dialect(options.url, tools.random), photos, tools) {}

Task<Result<Classification>> SkinClassifierCustom::classify(PhotoToRead photo, Deadline deadline) {
  return model_.classify(std::move(photo), deadline);
}

Task<Result<Bytes>> SkinClassifierCustom::draw_overlay(PhotoToRead, OverlayView, Deadline) {
  co_return fail(draws_nothing());
}

}  // namespace lumen::vision
