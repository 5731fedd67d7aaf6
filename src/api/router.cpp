// SPDX-License-Identifier: Apache-2.0
#include "api/router.h"

namespace lumen::api {
namespace {

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_value(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }
bool is_rest(std::string_view segment) { return segment.ends_with("...}"); }

std::string_view value_name(std::string_view segment) {
  segment.remove_prefix(1);
  segment.remove_suffix(is_rest(segment) ? 4 : 1);
  return segment;
}

// Fills `values` and answers true when `path` (starting with a slash) has this pattern.
bool match_pattern(const std::vector<std::string>& segments, std::string_view path, PathValues& values) {
  values.clear();
  for (const std::string& segment : segments) {
    if (path.empty()) return false;
    path.remove_prefix(1);
    const std::size_t end = is_rest(segment) ? path.size() : std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(end);
    if (!is_value(segment)) {
      if (part != segment) return false;
      continue;
    }
    auto decoded = percent_decode(part);
    if (!decoded || decoded->empty() || !is_utf8(*decoded)) return false;
    values.emplace_back(std::string(value_name(segment)), std::move(*decoded));
  }
  return path.empty();
}

}  // namespace

std::string_view Call::path_value(std::string_view name) const {
  for (const auto& [known, value] : path_values) {
    if (known == name) return value;
  }
  return {};
}

void Router::add(Route route) {
  if (route.name.empty()) route.name = route.pattern;
  patterns_.push_back({split_path(route.pattern)});
  routes_.push_back(std::make_unique<Route>(std::move(route)));
}

RouteMatch Router::match(std::string_view method, std::string_view raw_path) const {
  if (!base_path_.empty() && raw_path.starts_with(base_path_) &&
      (raw_path.size() == base_path_.size() || raw_path[base_path_.size()] == '/')) {
    raw_path.remove_prefix(base_path_.size());
    if (raw_path.empty()) raw_path = "/";
  }
  RouteMatch match;
  if (!raw_path.starts_with('/')) return match;
  PathValues values;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (!match_pattern(patterns_[i].segments, raw_path, values)) continue;
    match.path_known = true;
    const Route& route = *routes_[i];
    if (route.method == method && match.route == nullptr) {
      match.route = &route;
      match.values = values;
    }
    match.allowed_methods += (match.allowed_methods.empty() ? "" : ", ") + route.method;
  }
  return match;
}

}  // namespace lumen::api
