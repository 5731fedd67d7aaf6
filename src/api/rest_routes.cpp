// SPDX-License-Identifier: Apache-2.0
#include "api/rest_routes.h"

#include <algorithm>

namespace lumen::api {
namespace {

// "example.org:8080" → "example.org"; "[::1]:8080" → "[::1]".
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_plain_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-._:[]").find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<std::string> server_url(const RequestHead& head, const RestSettings& settings) {
  if (!settings.public_url.empty()) return settings.public_url;
  const std::string_view host = head.headers.find("Host").value_or("");
  const std::string name = to_lower(host_name(host));
  const bool loopback = name == "localhost" || name == "[::1]" || name.starts_with("127.");
  const bool allowed =
      std::find(settings.allowed_hosts.begin(), settings.allowed_hosts.end(), name) != settings.allowed_hosts.end();
  if (!is_plain_host(host) || (!loopback && !allowed)) {
    return fail(invalid("unknown_host",
                        "This server does not know itself by that host name. Its operator sets "
                        "public_url, or adds the name to allowed_hosts."));
  }
  return (head.secure ? "https://" : "http://") + std::string(host) + settings.base_path;
}

Result<AnalysisId> wanted_analysis(std::string_view text) {
  auto id = parse_analysis_id(text);
  if (id) return id;
  return fail(make_error(ErrorKind::forbidden, "forbidden", "There is no such analysis, or it is not yours."));
}

std::optional<std::string> query_value(const RequestHead& head, std::string_view name) {
  if (head.raw_query().empty()) return std::nullopt;
  auto query = parse_query(head.raw_query());
  if (!query) return std::nullopt;
  for (auto& [key, value] : *query) {
    if (key == name) return std::move(value);
  }
  return std::nullopt;
}

void add_rest_routes(Router& router, const RestParts& parts, const RestSettings& settings) {
  add_upload_route(router, parts, settings);
  add_analysis_routes(router, parts);
  add_history_route(router, parts);
  add_products_routes(router, parts);
  add_chat_routes(router, parts);
  add_models_route(router, parts, settings);
  add_events_route(router, parts);
  add_operator_routes(router, parts, settings);
}

}  // namespace lumen::api
