// SPDX-License-Identifier: Apache-2.0
#include "aws/canonical_request.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/encoding.h"

namespace lumen::aws {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string canonical_value(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (const char c : trim(value)) {
    if (!is_space(c)) {
      out.push_back(c);
    } else if (out.back() != ' ') {  // never empty here: the value is trimmed
      out.push_back(' ');
    }
  }
  return out;
}

// RFC 3986 §5.2.4 with empty segments removed too; a trailing slash stays.
std::string normalized_path(std::string_view path) {
  std::vector<std::string_view> kept;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    at = end + 1;
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      kept.push_back(segment);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  std::string out = "/";
  for (const std::string_view segment : kept) out.append(segment).push_back('/');
  const bool is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  if (!kept.empty() && !is_folder) out.pop_back();
  return out;
}

}  // namespace

PathRule path_rule_of(std::string_view service) {
  return service == "s3" ? PathRule::as_sent : PathRule::encoded_again;
}

std::string canonical_path(std::string_view wire_path, PathRule rule) {
  if (wire_path.empty()) return "/";
  if (rule == PathRule::as_sent) return std::string(wire_path);
  return percent_encode(normalized_path(wire_path), Slash::keep);
}

std::optional<std::string> canonical_query(std::string_view wire_query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::size_t size = 0;
  while (!wire_query.empty()) {
    const std::size_t end = std::min(wire_query.find('&'), wire_query.size());
    const std::string_view pair = wire_query.substr(0, end);
    wire_query.remove_prefix(std::min(end + 1, wire_query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = percent_decode(pair.substr(0, equals), Plus::space);
    const auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), Plus::space);
    if (!name || !value) return std::nullopt;
    if (*name == "X-Amz-Signature") continue;
    pairs.emplace_back(percent_encode(*name), percent_encode(*value));
    size += pairs.back().first.size() + pairs.back().second.size() + 2;
  }
  std::sort(pairs.begin(), pairs.end());
  std::string out;
  out.reserve(size);
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out.push_back('&');
    out.append(name).append("=").append(value);
  }
  return out;
}

std::vector<Header> canonical_headers(std::span<const Header> headers) {
  std::vector<Header> out;
  out.reserve(headers.size());
  for (const auto& [name, value] : headers) out.emplace_back(to_lower(trim(name)), canonical_value(value));
  std::stable_sort(out.begin(), out.end(), [](const Header& a, const Header& b) { return a.first < b.first; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (out[i].first == out[last].first) {
      out[last].second.append(",").append(out[i].second);
    } else if (++last != i) {
      out[last] = std::move(out[i]);
    }
  }
  if (!out.empty()) out.resize(last + 1);
  return out;
}

std::string join_names(std::span<const Header> canonical) {
  std::string out;
  for (const auto& [name, value] : canonical) {
    if (!out.empty()) out.push_back(';');
    out.append(name);
  }
  return out;
}

std::string canonical_request(const CanonicalParts& parts) {
  std::string out;
  out.reserve(512 + parts.path.size() + parts.query.size());
  out.append(parts.method).append("\n").append(parts.path).append("\n").append(parts.query).append("\n");
  for (const auto& [name, value] : parts.headers) out.append(name).append(":").append(value).append("\n");
  out.append("\n").append(join_names(parts.headers)).append("\n").append(parts.payload_hash);
  return out;
}

std::string credential_scope(std::string_view date, std::string_view region, std::string_view service) {
  std::string out;
  out.reserve(date.size() + region.size() + service.size() + 16);
  out.append(date).append("/").append(region).append("/").append(service).append("/aws4_request");
  return out;
}

std::string string_to_sign(std::string_view timestamp, std::string_view scope, std::string_view canonical_request) {
  std::string out;
  out.reserve(192);
  out.append(signing_algorithm).append("\n").append(timestamp).append("\n").append(scope).append("\n");
  return out.append(hex_encode(sha256(as_bytes(canonical_request))));
}

}  // namespace lumen::aws
