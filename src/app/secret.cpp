// SPDX-License-Identifier: Apache-2.0
#include "app/secret.h"

#include <algorithm>
#include <cstdlib>

#include "base/encoding.h"
#include "base/files.h"

namespace lumen::app {
namespace {

constexpr std::string_view environment_prefix = "env:";
constexpr std::string_view file_prefix = "file:";
constexpr std::size_t secret_bytes_max = 16 * 1024;

Error missing(const std::string& place) {
  return invalid("missing_secret", "There is no secret at " + place + ", which a setting refers to.");
}

}  // namespace

bool is_secret_reference(const std::string& text) {
  return text.starts_with(environment_prefix) || text.starts_with(file_prefix);
}

Result<std::string> resolve_secret(const std::string& text) {
  if (!is_secret_reference(text)) return text;
  std::string secret;
  if (text.starts_with(environment_prefix)) {
    const char* value = std::getenv(text.c_str() + environment_prefix.size());
    secret = value == nullptr ? "" : value;
  } else {
    const auto bytes = read_file(text.substr(file_prefix.size()), secret_bytes_max);
    if (!bytes) return fail(missing(text));
    secret = as_text(*bytes);
    secret.resize(std::min(secret.size(), secret.find('\n')));
  }
  secret = std::string(trim(secret));
  if (secret.empty()) return fail(missing(text));
  return secret;
}

}  // namespace lumen::app
