// SPDX-License-Identifier: Apache-2.0
#include "api/cognito_routes.h"

#include <memory>
#include <utility>

namespace lumen::api {
namespace {

constexpr std::string_view content_type = "application/x-amz-json-1.1";
constexpr std::string_view target_prefix = "AWSCognitoIdentityProviderService.";
constexpr std::size_t body_bytes_max = 64 * 1024;

// Too much at once, as opposed to something broken.
bool is_rush(const Error& error) {
  return error.code == "busy" || error.code == "storage_busy" || error.code == "slow_down";
}

// "bad_multipart" is no exception of Cognito's; a name in snake case is an error of the gate.
std::string exception_of(const Error& error) {
  const bool ours = !error.code.empty() && error.code[0] >= 'A' && error.code[0] <= 'Z';
  if (ours) return error.code + "Exception";
  switch (error.kind) {
    case ErrorKind::invalid:
    case ErrorKind::too_large: return "InvalidParameterException";
    case ErrorKind::throttled: return "TooManyRequestsException";
    case ErrorKind::unavailable: return is_rush(error) ? "TooManyRequestsException" : "InternalErrorException";
    case ErrorKind::unauthenticated:
    case ErrorKind::forbidden: return "NotAuthorizedException";
    default: return "InternalErrorException";
  }
}

Result<std::string> operation_of(const RequestHead& head) {
  const std::string_view target = head.headers.find("X-Amz-Target").value_or("");
  if (target.starts_with(target_prefix)) return std::string(target.substr(target_prefix.size()));
  return fail(invalid("UnknownOperation", "Send X-Amz-Target: AWSCognitoIdentityProviderService.<operation>."));
}

Result<json::object> object_of(const Call& call) {
  auto value = parse_json(as_text(call.request.body), {.bytes_max = body_bytes_max});
  if (!value) return fail(invalid("Serialization", value.error().message));
  json::object* object = value->if_object();
  if (object == nullptr) return fail(invalid("Serialization", "The body must be a JSON object."));
  return std::move(*object);
}

Task<Response> handle(service::Accounts& accounts, const CognitoSettings& settings, Call& call) {
  const RequestHead& head = call.request.head;
  auto operation = operation_of(head);
  if (!operation) co_return cognito_problem(operation.error(), head);
  auto body = object_of(call);
  if (!body) co_return cognito_problem(body.error(), head);
  auto answer =
      co_await run_cognito_operation(accounts, settings, std::move(*operation), std::move(*body), call.deadline);
  if (!answer) co_return cognito_problem(answer.error(), head);
  Response response = Response::text(200, json::serialize(*answer), std::string(content_type));
  response.headers.add("x-amzn-RequestId", head.request_id);
  response.headers.add("Cache-Control", "no-store");
  co_return response;
}

// A message as a header may hold it.
std::string header_text(std::string_view text) {
  std::string out(text.substr(0, 512));
  for (char& c : out) c = c >= 0x20 && c < 0x7f ? c : '?';
  return out;
}

std::string discovery_document(const CognitoSettings& settings, const RequestHead& head) {
  std::string pool_url = settings.issuer;
  if (settings.server_url) {
    if (auto url = settings.server_url(head)) pool_url = *url + "/" + settings.pool_id;
  }
  const json::object document{{"issuer", settings.issuer},
                              {"jwks_uri", pool_url + "/.well-known/jwks.json"},
                              {"id_token_signing_alg_values_supported", json::array{"RS256"}},
                              {"subject_types_supported", json::array{"public"}},
                              {"response_types_supported", json::array{"token"}}};
  return json::serialize(document);
}

Route document_route(std::string pattern, std::function<std::string(const RequestHead&)> text) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.access = Access::open;
  route.handle = [text = std::move(text)](Call& call) -> Task<Response> {
    Response response = Response::json(200, text(call.request.head));
    response.headers.add("Cache-Control", "public, max-age=300");
    co_return response;
  };
  return route;
}

// Browsers' SDKs send headers of their own (amz-sdk-request, …): whatever is asked for may be sent.
Route preflight_route() {
  Route route;
  route.method = "OPTIONS";
  route.pattern = "/";
  route.name = "cognito";
  route.access = Access::open;
  route.handle = [](Call& call) -> Task<Response> {
    Response response = Response::empty(200);
    response.headers.add("Access-Control-Allow-Methods", "POST, GET, OPTIONS");
    if (const auto asked = call.request.head.headers.find("Access-Control-Request-Headers")) {
      response.headers.add("Access-Control-Allow-Headers", to_lower(*asked));
    }
    response.headers.add("Access-Control-Max-Age", "3600");
    response.headers.add("Vary", "Origin, Access-Control-Request-Headers");
    co_return response;
  };
  return route;
}

}  // namespace

Response cognito_problem(const Error& error, const RequestHead& head) {
  const std::string type = exception_of(error);
  const json::object body{{"__type", type}, {"message", error.message}};
  const int status = type == "InternalErrorException" ? 500 : 400;
  Response response = Response::text(status, json::serialize(body), std::string(content_type));
  response.headers.add("x-amzn-ErrorType", type + ":");
  response.headers.add("x-amzn-ErrorMessage", header_text(error.message));
  response.headers.add("x-amzn-RequestId", head.request_id);
  if (error.retry_after_s) response.headers.add("Retry-After", std::to_string(*error.retry_after_s));
  return response;
}

void add_cognito_routes(Router& router, service::Accounts& accounts, const CognitoSettings& settings) {
  const auto kept = std::make_shared<const CognitoSettings>(settings);
  Route post;
  post.method = "POST";
  post.pattern = "/";
  post.name = "cognito";
  post.access = Access::open;
  post.body_bytes_max = body_bytes_max;
  post.refusal = cognito_problem;
  post.handle = [&accounts, kept](Call& call) { return handle(accounts, *kept, call); };
  router.add(std::move(post));
  router.add(preflight_route());
  router.add(document_route("/" + settings.pool_id + "/.well-known/jwks.json",
                            [&accounts](const RequestHead&) { return accounts.users().jwks(); }));
  router.add(document_route("/" + settings.pool_id + "/.well-known/openid-configuration",
                            [kept](const RequestHead& head) { return discovery_document(*kept, head); }));
}

}  // namespace lumen::api
