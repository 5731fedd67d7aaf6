// SPDX-License-Identifier: Apache-2.0
// POST /upload-image: an upload URL for a photo to come, or the photo itself as a form.
#include <memory>
#include <utility>

#include "api/multipart.h"
#include "api/problem.h"
#include "api/rest_routes.h"
#include "base/json.h"
#include "domain/limits.h"

namespace lumen::api {
namespace {

constexpr std::uint64_t form_overhead_bytes_max = 64 * 1024;

std::string media_type(const RequestHead& head) {
  const std::string_view type = head.headers.find("Content-Type").value_or("");
  return to_lower(trim(type.substr(0, type.find(';'))));
}

Result<service::UploadWish> wish_from_json(ByteView body) {
  service::UploadWish wish;
  if (trim(as_text(body)).empty()) return wish;
  auto value = parse_json(as_text(body), {.bytes_max = limits::json_body_bytes_max});
  if (!value) return fail(value.error());
  const json::object* object = value->if_object();
  if (object == nullptr) return fail(invalid("bad_body", "The body must be a JSON object, or empty."));
  wish.content_type = get_string(*object, "content_type");
  wish.sha256 = get_string(*object, "sha256");
  if (const auto length = get_integer(*object, "content_length")) {
    if (*length < 0) return fail(invalid("bad_body", "content_length must not be negative."));
    wish.content_length = static_cast<std::uint64_t>(*length);
  }
  return wish;
}

Result<Bytes> photo_of_form(const Request& request) {
  auto parts = parse_multipart(request.head.headers.find("Content-Type").value_or(""), request.body);
  if (!parts) return fail(parts.error());
  for (const FormPart& part : *parts) {
    const bool is_photo = !part.file_name.empty() || to_lower(part.content_type).starts_with("image/");
    if (is_photo) return Bytes(part.bytes.begin(), part.bytes.end());
  }
  return fail(invalid("no_photo", "The form holds no file. Send the photo as a file part."));
}

json::object permit_to_json(const service::UploadPermit& permit, std::string_view message) {
  json::object headers;
  for (const auto& [name, value] : permit.upload.headers) headers[name] = value;
  return {{"analysis_id", permit.id.text()},
          {"upload_url", permit.upload.url},
          {"message", message},
          {"expires_in", permit.expires_in_s},
          {"headers", std::move(headers)}};
}

class UploadHandler {
 public:
  UploadHandler(const RestParts& parts, RestSettings settings) : parts_(parts), settings_(std::move(settings)) {}

  Task<Response> handle(Call& call) {
    auto answer = co_await run(call);
    if (!answer) co_return problem(answer.error(), call.request.head.request_id);
    co_return Response::json(200, json::serialize(*answer));
  }

 private:
  Task<Result<json::object>> run(Call& call) {
    auto url = server_url(call.request.head, settings_);
    if (!url) co_return fail(url.error());
    const std::string type = media_type(call.request.head);
    const bool is_form = type == "multipart/form-data";
    if (!is_form && type != "application/json" && !call.request.body.empty()) {
      co_return fail(invalid("unsupported_media_type",
                             "Send application/json (or an empty body), or the photo as multipart/form-data."));
    }
    Bytes photo;
    service::UploadWish wish;
    if (is_form) {
      auto form = photo_of_form(call.request);
      if (!form) co_return fail(form.error());
      photo = std::move(*form);
    } else {
      auto asked = wish_from_json(call.request.body);
      if (!asked) co_return fail(asked.error());
      wish = std::move(*asked);
    }
    wish.server_url = std::move(*url);
    if (const auto key = call.request.head.headers.find("Idempotency-Key")) wish.idempotency_key = std::string(*key);

    auto permit = co_await parts_.start_upload.run(*call.user, std::move(wish), call.deadline);
    if (!permit) co_return fail(permit.error());
    if (!is_form) co_return permit_to_json(*permit, "Send the photo with PUT to upload_url.");

    PhotoKey key(*call.user, permit->id);
    service::PhotoPromise promise;
    auto received =
        co_await parts_.receive_photo.run(std::move(key), std::move(photo), std::move(promise), call.deadline);
    if (!received) co_return fail(received.error());
    co_return permit_to_json(*permit, "The photo has arrived and is being analysed.");
  }

  RestParts parts_;
  RestSettings settings_;
};

}  // namespace

void add_upload_route(Router& router, const RestParts& parts, const RestSettings& settings) {
  auto handler = std::make_shared<UploadHandler>(parts, settings);
  Route route;
  route.method = "POST";
  route.pattern = "/upload-image";
  route.body_bytes_max = settings.photo_bytes_max + form_overhead_bytes_max;
  route.time_max = std::chrono::seconds(60);
  route.before_body = [](const RequestHead& head, const PathValues&) -> Task<std::optional<Response>> {
    const bool is_form = media_type(head) == "multipart/form-data";
    if (is_form || head.content_length.value_or(0) <= limits::json_body_bytes_max) co_return std::nullopt;
    co_return problem(make_error(ErrorKind::too_large, "body_too_large", "The JSON body may have at most 65536 bytes."),
                      head.request_id);
  };
  route.handle = [handler](Call& call) { return handler->handle(call); };
  router.add(std::move(route));
}

}  // namespace lumen::api
