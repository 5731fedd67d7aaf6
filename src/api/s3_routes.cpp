// SPDX-License-Identifier: Apache-2.0
// PUT /{bucket}/uploads/{user}/{analysis}, as https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
#include "api/s3_routes.h"

#include <memory>
#include <utility>

#include "base/crypto.h"

namespace lumen::api {
namespace {

using S3Result = tl::expected<service::PhotoPromise, aws::S3Error>;

tl::unexpected<aws::S3Error> refuse(int status, std::string code, std::string message) {
  return tl::unexpected<aws::S3Error>({status, std::move(code), std::move(message), {}});
}

// A base64 header that must hold `bytes` bytes.
std::optional<Bytes> decode_digest(std::string_view text, std::size_t bytes) {
  auto raw = base64_decode(trim(text));
  if (!raw || raw->size() != bytes) return std::nullopt;
  return raw;
}

// What the client promised about its bytes, by S3's headers.
S3Result promise_of(const RequestHead& head, std::string_view query_digest) {
  service::PhotoPromise promise;
  if (const auto md5 = head.headers.find("Content-MD5")) {
    const auto raw = decode_digest(*md5, 16);
    if (!raw) return refuse(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
    promise.md5 = hex_encode(*raw);
  }
  if (const auto sha256 = head.headers.find("x-amz-checksum-sha256")) {
    const auto raw = decode_digest(*sha256, 32);
    if (!raw) return refuse(400, "InvalidRequest", "Value for x-amz-checksum-sha256 header is invalid.");
    promise.sha256 = hex_encode(*raw);
  }
  const std::string_view hash = head.headers.find("x-amz-content-sha256").value_or(query_digest);
  if (hash.starts_with("STREAMING-")) return refuse(501, "NotImplemented", "Send the photo as a plain body.");
  if (hash.size() == 64) promise.sha256 = std::string(hash);
  return promise;
}

class PutHandler {
 public:
  PutHandler(const S3Parts& parts, S3Settings settings) : parts_(parts), settings_(std::move(settings)) {}

  // Everything that can be known from the head alone.
  std::optional<Response> check(const RequestHead& head) const {
    const aws::ReceivedRequest received{head.method, head.target, head.headers.all()};
    const auto verified = parts_.verifier.verify(received, parts_.clock.now_s());
    if (!verified) return s3_problem(verified.error(), head);
    if (const auto promise = promise_of(head, {}); !promise) return s3_problem(promise.error(), head);
    if (!head.headers.find("Content-Length")) {
      return s3_problem({411, "MissingContentLength", "You must provide the Content-Length HTTP header.", {}}, head);
    }
    if (head.content_length.value_or(0) > settings_.photo_bytes_max) {
      return s3_problem({400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.",
                         {{"MaxSizeAllowed", std::to_string(settings_.photo_bytes_max)}}}, head);
    }
    return std::nullopt;
  }

  Task<Response> handle(Call& call) {
    const RequestHead& head = call.request.head;
    auto owner = parse_user_id(call.path_value("user"));
    auto analysis = parse_analysis_id(call.path_value("analysis"));
    auto promise = promise_of(head, {});
    if (!owner || !analysis) co_return s3_problem({403, "AccessDenied", "Access Denied", {}}, head);
    if (!promise) co_return s3_problem(promise.error(), head);
    PhotoKey key(std::move(*owner), std::move(*analysis));
    auto received = co_await parts_.receive_photo.run(std::move(key), std::move(call.request.body), std::move(*promise),
                                                      call.deadline);
    if (!received) co_return s3_problem(s3_error_of(received.error()), head);
    Response response = Response::empty(200);
    response.headers.add("ETag", "\"" + received->etag + "\"");
    response.headers.add("x-amz-server-side-encryption", "AES256");
    response.headers.add("x-amz-request-id", head.request_id);
    co_return response;
  }

 private:
  S3Parts parts_;
  S3Settings settings_;
};

// S3 answers a preflight with the headers that were asked for.
Response preflight(const RequestHead& head) {
  const auto origin = head.headers.find("Origin");
  const auto method = head.headers.find("Access-Control-Request-Method");
  if (!origin || !method || *method != "PUT") {
    return s3_problem({403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.", {}}, head);
  }
  Response response = Response::empty(200);
  response.headers.add("Access-Control-Allow-Origin", "*");
  response.headers.add("Access-Control-Allow-Methods", "PUT");
  if (const auto asked = head.headers.find("Access-Control-Request-Headers")) {
    response.headers.add("Access-Control-Allow-Headers", to_lower(*asked));
  }
  response.headers.add("Access-Control-Expose-Headers", "ETag");
  response.headers.add("Access-Control-Max-Age", "3000");
  response.headers.add("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  return response;
}

}  // namespace

void add_s3_routes(Router& router, const S3Parts& parts, const S3Settings& settings) {
  const std::string pattern = "/" + settings.bucket + "/uploads/{user}/{analysis}";
  auto handler = std::make_shared<PutHandler>(parts, settings);
  Route put;
  put.method = "PUT";
  put.pattern = pattern;
  put.name = "/{bucket}/uploads/{user}/{analysis}";
  put.access = Access::open;
  put.body_bytes_max = settings.photo_bytes_max;
  put.time_max = std::chrono::seconds(60);
  put.refusal = [](const Error& error, const RequestHead& head) { return s3_problem(s3_error_of(error), head); };
  put.before_body = [handler](const RequestHead& head, const PathValues&) -> Task<std::optional<Response>> {
    co_return handler->check(head);
  };
  put.handle = [handler](Call& call) { return handler->handle(call); };
  router.add(std::move(put));

  Route options;
  options.method = "OPTIONS";
  options.pattern = pattern;
  options.name = "/{bucket}/uploads/{user}/{analysis}";
  options.access = Access::open;
  options.handle = [](Call& call) -> Task<Response> { co_return preflight(call.request.head); };
  router.add(std::move(options));
}

}  // namespace lumen::api
