// SPDX-License-Identifier: Apache-2.0
#include "http/url_rule.h"

#include <memory>

#include "base/encoding.h"
#include "http/curl_library.h"

namespace lumen::http {
namespace {

constexpr std::size_t url_bytes_max = 8'192;

struct UrlDeleter {
  void operator()(CURLU* url) const { curl().url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;

Url parse(const std::string& text) {
  Url url(curl().url());
  if (url == nullptr || text.size() > url_bytes_max) return nullptr;
  if (curl().url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) return nullptr;
  return url;
}

std::string part(const Url& url, CURLUPart which) {
  char* text = nullptr;
  if (curl().url_get(url.get(), which, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl().free(text);
  return copy;
}

bool is_loopback(const std::string& host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

Error bad_url(std::string message) { return invalid("bad_url", std::move(message)); }

}  // namespace

Result<void> check_url(const std::string& url, PlainHttp plain) {
  if (auto loaded = load_curl(); !loaded) return loaded;
  const Url parsed = parse(url);
  if (parsed == nullptr) {
    return fail(bad_url("An address must look like https://host[:port]/path, without a user name or password in it."));
  }
  const std::string scheme = part(parsed, CURLUPART_SCHEME);
  if (scheme == "https") return {};
  if (scheme != "http") return fail(bad_url("An address must begin with https://."));
  if (plain == PlainHttp::anywhere || is_loopback(to_lower(part(parsed, CURLUPART_HOST)))) return {};
  return fail(bad_url("http:// is only for this machine (localhost, 127.x, [::1]); use https://."));
}

std::string host_of(const std::string& url) {
  const Url parsed = parse(url);
  return parsed == nullptr ? std::string() : part(parsed, CURLUPART_HOST);
}

}  // namespace lumen::http
