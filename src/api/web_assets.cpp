// SPDX-License-Identifier: Apache-2.0
#include "api/web_assets.h"

#include <memory>
#include <utility>

#include "base/crypto.h"

namespace lumen::api {
namespace {

constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

Response serve(const RequestHead& head, const std::string& etag, const std::string& content_type,
               const std::shared_ptr<const std::string>& body) {
  const bool known = head.headers.find("If-None-Match") == std::string_view(etag);
  Response response;
  response.status = known ? 304 : 200;
  response.headers.add("Content-Type", content_type);
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control", "no-cache");
  response.headers.add("Content-Security-Policy", std::string(content_security_policy));
  response.headers.add("X-Content-Type-Options", "nosniff");
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Permissions-Policy", "camera=(self), geolocation=(), microphone=()");
  if (!known) response.body = body;
  return response;
}

}  // namespace

void add_web_routes(Router& router, std::vector<WebAsset> assets) {
  for (WebAsset& asset : assets) {
    const std::string etag = "\"" + hex_encode(sha256(as_bytes(asset.bytes))).substr(0, 32) + "\"";
    const auto body = std::make_shared<const std::string>(std::move(asset.bytes));
    Route route;
    route.method = "GET";
    route.pattern = asset.path;
    route.access = Access::open;
    route.handle = [body, etag, type = asset.content_type](Call& call) -> Task<Response> {
      co_return serve(call.request.head, etag, type, body);
    };
    router.add(std::move(route));
  }
}

}  // namespace lumen::api
