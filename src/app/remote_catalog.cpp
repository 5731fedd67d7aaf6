// SPDX-License-Identifier: Apache-2.0
#include "app/remote_catalog.h"

#include <fmt/format.h>

#include <utility>

#include "app/secret.h"
#include "aws/credentials_static.h"
#include "aws/environment.h"
#include "http/url_rule.h"

namespace lumen::app {
namespace {

using catalog::OpenSearchPlace;

Error bad_setting(std::string message) { return invalid("bad_setting", std::move(message)); }

Result<void> check_address(const Settings& settings) {
  const std::string& url = settings.opensearch_url;
  if (url.empty()) return fail(bad_setting("catalog.search = opensearch needs catalog.opensearch_url."));
  auto allowed = http::check_url(url, outbound_options(settings).plain);
  if (allowed && url.find_first_of("?#") != std::string::npos) {
    allowed = fail(invalid("bad_url", "an address of OpenSearch has no query"));
  }
  if (!allowed) {
    allowed.error().message = "catalog.opensearch_url: " + allowed.error().message;
    return allowed;
  }
  auto named = catalog::check_index_name(settings.opensearch_index);
  if (!named) named.error().message = "catalog.opensearch_index: " + named.error().message;
  return named;
}

// What does not belong together is refused rather than guessed at.
Result<void> check_access(const Settings& settings) {
  const bool has_user = !settings.opensearch_user.empty() || !settings.opensearch_password.empty();
  const bool is_basic = settings.opensearch_auth == "basic";
  if (is_basic && (settings.opensearch_user.empty() || settings.opensearch_password.empty())) {
    return fail(bad_setting(
        "catalog.opensearch_auth = basic needs catalog.opensearch_user and catalog.opensearch_password."));
  }
  if (is_basic && settings.opensearch_user.find(':') != std::string::npos) {
    return fail(bad_setting("catalog.opensearch_user has a colon, which HTTP basic authentication cannot carry."));
  }
  if (!is_basic && has_user) {
    return fail(bad_setting("catalog.opensearch_user and catalog.opensearch_password want catalog.opensearch_auth = "
                            "basic."));
  }
  const bool is_collection = http::host_of(settings.opensearch_url).ends_with(".aoss.amazonaws.com");
  if (is_collection && settings.opensearch_auth != "aws-serverless") {
    return fail(bad_setting("catalog.opensearch_url is a Serverless collection: it wants catalog.opensearch_auth = "
                            "aws-serverless."));
  }
  return {};
}

Result<OpenSearchPlace> place_of(const Settings& settings) {
  if (auto good = check_address(settings); !good) return fail(good.error());
  if (auto good = check_access(settings); !good) return fail(good.error());
  OpenSearchPlace place;
  place.url = settings.opensearch_url;
  while (place.url.ends_with('/')) place.url.pop_back();
  if (settings.opensearch_auth == "basic") {
    auto password = resolve_secret(settings.opensearch_password);
    if (!password) return fail(password.error());
    place.user = settings.opensearch_user;
    place.password = std::move(*password);
  }
  if (!settings.opensearch_auth.starts_with("aws")) return place;
  place.serverless = settings.opensearch_auth == "aws-serverless";
  const aws::EndpointChoice choice{settings.opensearch_region, place.url};
  auto endpoint =
      aws::resolve_endpoint(place.serverless ? catalog::opensearch_serverless : catalog::opensearch_domain, choice,
                            aws::process_environment(), outbound_options(settings).plain);
  if (!endpoint) {
    endpoint.error().message = "catalog.opensearch_region: " + endpoint.error().message;
    return fail(endpoint.error());
  }
  place.aws = std::move(*endpoint);
  return place;
}

}  // namespace

Result<std::unique_ptr<RemoteCatalog>> RemoteCatalog::open(const Settings& settings, Parts parts) {
  if (settings.catalog_search == "embedded") return nullptr;
  auto place = place_of(settings);
  if (!place) return fail(place.error());
  std::unique_ptr<RemoteCatalog> remote(new RemoteCatalog(settings));
  if (place->aws) {
    auto credentials = aws::find_static_credentials(aws::process_environment());
    if (!credentials) return fail(credentials.error());
    remote->credentials_ = std::move(*credentials);
    place->credentials = remote->credentials_.get();
  }
  const http::RemoteTools tools{remote->outbound_.client, parts.clock,   parts.random,
                                remote->outbound_.pause,  parts.metrics, parts.log};
  remote->opensearch_ = std::make_unique<catalog::ProductSearchOpenSearch>(
      std::move(*place), settings.opensearch_index,
      catalog::ProductSearchOpenSearch::Parts{parts.embedder, parts.pool, tools});
  remote->filler_ = std::make_unique<catalog::OpenSearchFiller>(
      catalog::OpenSearchFiller::Parts{parts.store, *remote->opensearch_, parts.log, parts.metrics});
  remote->rungs_ = std::make_unique<catalog::ProductSearchRungs>(
      catalog::ProductSearchRungs::Parts{*remote->opensearch_, *remote->filler_, parts.embedded, parts.metrics},
      std::chrono::milliseconds(settings.opensearch_timeout_ms));
  return remote;
}

Task<Result<std::string>> RemoteCatalog::check(Deadline deadline) {
  auto checking = opensearch_->check_server(deadline);
  auto seen = co_await std::move(checking);
  if (seen) co_return seen;
  co_return fail(bad_setting(fmt::format("{} ({}{}{}): the embedded search answers", opensearch_->describe(),
                                         seen.error().code, seen.error().detail.empty() ? "" : ", ",
                                         seen.error().detail)));
}

}  // namespace lumen::app
