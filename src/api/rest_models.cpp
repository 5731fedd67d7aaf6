// SPDX-License-Identifier: Apache-2.0
// POST /models/skin: this server's stage 1 for other backends, in the two shapes that they may already speak.
//
//   the photo's bytes             → [{"label": "acne", "score": 0.91}, …], highest first
//   a form with the photo as file → {"top_prediction": "acne", "confidence": 0.91, "all_predictions": {"acne": 0.91,
//   …}}
#include <algorithm>
#include <utility>
#include <vector>

#include "api/multipart.h"
#include "api/problem.h"
#include "api/rest_routes.h"
#include "base/json.h"

namespace lumen::api {
namespace {

constexpr std::uint64_t form_overhead_bytes_max = 64 * 1024;
constexpr std::string_view form_type = "multipart/form-data";

std::string media_type(const RequestHead& head) {
  const std::string_view type = head.headers.find("Content-Type").value_or("");
  return to_lower(trim(type.substr(0, type.find(';'))));
}

Result<Bytes> photo_of_form(const Request& request) {
  auto parts = parse_multipart(request.head.headers.find("Content-Type").value_or(""), request.body);
  if (!parts) return fail(parts.error());
  for (const FormPart& part : *parts) {
    if (part.name == "file") return Bytes(part.bytes.begin(), part.bytes.end());
  }
  return fail(invalid("no_photo", "The form holds no part named file. Send the photo as that part."));
}

Result<Bytes> photo_of(Request& request, const std::string& type) {
  if (type == form_type) return photo_of_form(request);
  if (type.starts_with("image/") || type == "application/octet-stream") return std::move(request.body);
  return fail(invalid("unsupported_media_type",
                      "Send the photo's bytes as image/jpeg, image/png, image/webp or image/heic, or a "
                      "multipart/form-data form with the photo as file."));
}

// What was judged, highest first; equal scores in the order of the labels.
std::vector<Finding> ranked(const Prediction& prediction) {
  std::vector<Finding> findings;
  for (const Finding& finding : prediction.findings) {
    if (finding.measured) findings.push_back(finding);
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.score > b.score; });
  return findings;
}

std::string as_list(const Prediction& prediction) {
  json::array list;
  for (const Finding& finding : ranked(prediction)) {
    list.push_back(json::object{{"label", to_string(finding.label)}, {"score", round_to(finding.score, 3)}});
  }
  return json::serialize(list);
}

std::string as_object(const Prediction& prediction) {
  json::object all;
  for (const Finding& finding : ranked(prediction)) all[to_string(finding.label)] = round_to(finding.score, 3);
  return json::serialize(json::object{{"top_prediction", to_string(prediction.condition)},
                                      {"confidence", round_to(prediction.confidence, 3)},
                                      {"all_predictions", std::move(all)}});
}

Task<Response> classify(const RestParts& parts, Call& call) {
  const std::string type = media_type(call.request.head);
  auto photo = photo_of(call.request, type);
  if (!photo) co_return problem(photo.error(), call.request.head.request_id);
  auto prediction = co_await parts.classify_photo.run(std::move(*photo), call.deadline);
  if (!prediction) co_return problem(prediction.error(), call.request.head.request_id);
  Response response = Response::json(200, type == form_type ? as_object(*prediction) : as_list(*prediction));
  response.headers.add("Cache-Control", "no-store");
  response.headers.add("X-Model", prediction->engine);
  co_return response;
}

}  // namespace

void add_models_route(Router& router, const RestParts& parts, const RestSettings& settings) {
  Route route;
  route.method = "POST";
  route.pattern = "/models/skin";
  route.body_bytes_max = settings.photo_bytes_max + form_overhead_bytes_max;
  route.time_max = std::chrono::seconds(30);
  route.handle = [parts](Call& call) { return classify(parts, call); };
  router.add(std::move(route));
}

}  // namespace lumen::api
