// SPDX-License-Identifier: Apache-2.0
#include "identity/jwt.h"

#include <algorithm>
#include <set>

namespace lumen::identity {
namespace {

constexpr JsonLimits token_json{.bytes_max = token_bytes_max, .depth_max = 8};

struct Parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signed_text;
  std::string_view signature;
};

bool split(std::string_view token, Parts& out) {
  const std::size_t first = token.find('.');
  const std::size_t last = token.rfind('.');
  if (first == std::string_view::npos || first == last) return false;
  out.header = token.substr(0, first);
  out.claims = token.substr(first + 1, last - first - 1);
  out.signed_text = token.substr(0, last);
  out.signature = token.substr(last + 1);
  return out.claims.find('.') == std::string_view::npos;
}

// The names of the outermost object, in order, repeats included. `text` is valid JSON.
std::vector<std::string_view> member_names(std::string_view text) {
  std::vector<std::string_view> names;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c != '"') continue;
    const std::size_t start = ++i;
    while (text[i] != '"') i += text[i] == '\\' ? 2 : 1;
    const std::size_t next = text.find_first_not_of(" \t\r\n", i + 1);
    if (depth == 1 && next != std::string_view::npos && text[next] == ':')
      names.push_back(text.substr(start, i - start));
  }
  return names;
}

Result<json::object> read_object(std::string_view encoded, const char* what) {
  const auto bytes = base64url_decode(encoded);
  if (!bytes) return fail(invalid_token(std::string(what) + " is not base64url"));
  auto value = parse_json(as_text(*bytes), token_json);
  if (!value || !value->is_object()) return fail(invalid_token(std::string(what) + " is not a JSON object"));
  // An escaped name could equal a plain one, so none may hold an escape.
  const auto names = member_names(as_text(*bytes));
  const std::set<std::string_view> unique(names.begin(), names.end());
  const bool escaped =
      std::any_of(names.begin(), names.end(), [](std::string_view name) { return name.find('\\') != name.npos; });
  if (unique.size() != names.size() || escaped)
    return fail(invalid_token(std::string(what) + " has a name twice or escaped"));
  return std::move(value->get_object());
}

Result<void> check_header(const json::object& header, const RsaKey& key) {
  if (get_string(header, "alg") != "RS256") return fail(invalid_token("alg is not RS256"));
  if (get_string(header, "kid") != key.kid()) return fail(invalid_token("unknown kid"));
  if (header.contains("typ") && !iequals(get_string(header, "typ").value_or(""), "JWT"))
    return fail(invalid_token("wrong typ"));
  if (header.contains("crit")) return fail(invalid_token("crit is not supported"));
  return {};
}

}  // namespace

Error invalid_token(std::string detail) {
  return make_error(ErrorKind::unauthenticated, "invalid_token", "The token is not valid. Please sign in again.",
                    std::move(detail));
}

std::string sign_jwt(const RsaKey& key, const json::object& claims) {
  const json::object header{{"kid", key.kid()}, {"alg", "RS256"}};
  std::string text =
      base64url_encode(as_bytes(json::serialize(header))) + "." + base64url_encode(as_bytes(json::serialize(claims)));
  const Bytes signature = key.sign(text);
  return text + "." + base64url_encode(signature);
}

Result<json::object> verify_jwt(std::string_view token, const RsaKey& key) {
  if (token.size() > token_bytes_max) return fail(invalid_token("the token is too large"));
  Parts parts;
  if (!split(token, parts)) return fail(invalid_token("not three parts"));
  const auto header = read_object(parts.header, "header");
  if (!header) return fail(header.error());
  if (auto ok = check_header(*header, key); !ok) return fail(ok.error());
  const auto signature = base64url_decode(parts.signature);
  if (!signature || !key.verify(parts.signed_text, *signature)) return fail(invalid_token("wrong signature"));
  return read_object(parts.claims, "claims");
}

}  // namespace lumen::identity
