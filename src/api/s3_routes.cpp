// SPDX-License-Identifier: Apache-2.0
// PUT /{bucket}/uploads/{user}/{analysis}, as https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
#include "api/s3_routes.h"

#include <memory>
#include <utility>

#include "api/s3_preflight.h"
#include "api/s3_promise.h"

namespace lumen::api {
namespace {

// Everything of the answer that S3 sends beside its own headers.
void add_ids(Response& response, const RequestHead& head) {
  response.headers.add("x-amz-request-id", head.request_id);
  response.headers.add("x-amz-id-2", std::string(host_id));
}

class PutHandler {
 public:
  PutHandler(const S3Parts& parts, S3Settings settings) : parts_(parts), settings_(std::move(settings)) {}

  // Everything that can be known from the head alone.
  std::optional<aws::S3Error> check(const RequestHead& head) const {
    const aws::ReceivedRequest received{head.method, head.target, head.headers.all()};
    const auto verified = parts_.verifier.verify(received, parts_.clock.now_s());
    if (!verified) return verified.error();
    if (head.method != "PUT") {
      return aws::S3Error{405,
                          "MethodNotAllowed",
                          "The specified method is not allowed against this resource.",
                          {{"Method", head.method}}};
    }
    if (!head.headers.find("Content-Length")) {
      return aws::S3Error{411, "MissingContentLength", "You must provide the Content-Length HTTP header.", {}};
    }
    const std::uint64_t length = head.content_length.value_or(0);
    if (length > settings_.photo_bytes_max) {
      return aws::S3Error{
          400,
          "EntityTooLarge",
          "Your proposed upload exceeds the maximum allowed object size.",
          {{"ProposedSize", std::to_string(length)}, {"MaxSizeAllowed", std::to_string(settings_.photo_bytes_max)}}};
    }
    if (const auto promise = s3_promise_of(head); !promise) return promise.error();
    return std::nullopt;
  }

  Task<Response> handle(Call& call) {
    const RequestHead& head = call.request.head;
    auto owner = parse_user_id(call.path_value("user"));
    auto analysis = parse_analysis_id(call.path_value("analysis"));
    if (!owner || !analysis) co_return s3_problem({403, "AccessDenied", "Access Denied", {}}, head);
    auto promise = s3_promise_of(head);
    if (!promise) co_return s3_problem(promise.error(), head);
    PhotoKey key(std::move(*owner), std::move(*analysis));
    auto received = co_await parts_.receive_photo.run(std::move(key), std::move(call.request.body), std::move(*promise),
                                                      call.deadline);
    if (!received) {
      const bool broken = received.error().code == "digest_mismatch";
      co_return s3_problem(broken ? s3_broken_promise(head) : s3_error_of(received.error()), head);
    }
    Response response = Response::empty(200);
    response.headers.add("ETag", "\"" + received->etag + "\"");
    response.headers.add("x-amz-server-side-encryption", "AES256");
    if (const auto sha256 = head.headers.find("x-amz-checksum-sha256")) {
      response.headers.add("x-amz-checksum-sha256", std::string(trim(*sha256)));
      response.headers.add("x-amz-checksum-type", "FULL_OBJECT");
    }
    add_ids(response, head);
    co_return response;
  }

 private:
  S3Parts parts_;
  S3Settings settings_;
};

Route route_of(std::string method, const S3Settings& settings) {
  Route route;
  route.method = std::move(method);
  route.pattern = "/" + settings.bucket + "/uploads/{user}/{analysis}";
  route.name = "/{bucket}/uploads/{user}/{analysis}";
  route.access = Access::open;
  route.refusal = [](const Error& error, const RequestHead& head) { return s3_problem(s3_error_of(error), head); };
  return route;
}

}  // namespace

void add_s3_routes(Router& router, const S3Parts& parts, const S3Settings& settings) {
  auto handler = std::make_shared<PutHandler>(parts, settings);
  for (const char* method : {"PUT", "GET", "POST", "DELETE"}) {
    Route route = route_of(method, settings);
    route.body_bytes_max = settings.photo_bytes_max;
    route.time_max = std::chrono::seconds(60);
    route.before_body = [handler](const RequestHead& head, const PathValues&) -> Task<std::optional<Response>> {
      const auto refused = handler->check(head);
      if (!refused) co_return std::nullopt;
      co_return s3_problem(*refused, head);
    };
    route.handle = [handler](Call& call) { return handler->handle(call); };
    router.add(std::move(route));
  }

  Route options = route_of("OPTIONS", settings);
  options.handle = [origin = settings.cors_origin](Call& call) -> Task<Response> {
    co_return s3_preflight(call.request.head, origin);
  };
  router.add(std::move(options));
}

}  // namespace lumen::api
