// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials_static.h"

#include <cstdlib>

#include "base/encoding.h"
#include "base/files.h"

namespace lumen::aws {
namespace {

constexpr std::size_t file_bytes_max = 1 << 20;

Error no_credentials(std::string message) { return invalid("no_credentials", std::move(message)); }

// "name" of "[name]"; credentials files name profiles bare, config files "profile name".
std::string_view section_name(std::string_view line) { return trim(line.substr(1, line.size() - 2)); }

void take(Credentials& credentials, std::string_view key, std::string_view value) {
  if (key == "aws_access_key_id") credentials.access_key_id = value;
  if (key == "aws_secret_access_key") credentials.secret_access_key = value;
  if (key == "aws_session_token") credentials.session_token = value;
}

Result<std::unique_ptr<CredentialsSource>> of_file(const Environment& environment) {
  const std::string named = environment("AWS_PROFILE");
  const std::string profile = named.empty() ? "default" : named;
  std::string path = environment("AWS_SHARED_CREDENTIALS_FILE");
  if (path.empty()) path = environment("HOME") + "/.aws/credentials";
  const auto bytes = read_file(path, file_bytes_max);
  if (!bytes && bytes.error().kind == ErrorKind::not_found && named.empty()) {
    return fail(no_credentials("No AWS credentials are set: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."));
  }
  if (!bytes) return fail(no_credentials("The AWS credentials file cannot be read: " + path));
  auto credentials = read_profile(as_text(*bytes), profile);
  if (!credentials) return fail(std::move(credentials.error()));
  return std::make_unique<StaticCredentials>(std::move(*credentials), "profile " + profile + " of " + path);
}

}  // namespace

Environment process_environment() {
  return [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
}

Result<std::unique_ptr<CredentialsSource>> find_static_credentials(const Environment& environment) {
  Credentials credentials;
  credentials.access_key_id = environment("AWS_ACCESS_KEY_ID");
  credentials.secret_access_key = environment("AWS_SECRET_ACCESS_KEY");
  credentials.session_token = environment("AWS_SESSION_TOKEN");
  const bool has_id = !credentials.access_key_id.empty();
  const bool has_secret = !credentials.secret_access_key.empty();
  if (has_id && has_secret) return std::make_unique<StaticCredentials>(std::move(credentials), "environment");
  if (has_id != has_secret) {
    return fail(no_credentials("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must both be set; one of them is not."));
  }
  return of_file(environment);
}

Result<Credentials> read_profile(std::string_view text, std::string_view profile) {
  Credentials credentials;
  bool inside = false;
  bool seen = false;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string_view line = trim(whole);
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[' && line.back() == ']') {
      inside = section_name(line) == profile;
      seen = seen || inside;
      continue;
    }
    const std::size_t equals = line.find('=');
    const bool continued = whole.front() == ' ' || whole.front() == '\t';
    if (equals == std::string_view::npos && !continued) {
      return fail(invalid(
          "bad_credentials_file",
          "Line " + std::to_string(number) + " of the AWS credentials file is neither [profile] nor key = value."));
    }
    if (inside && !continued) take(credentials, trim(line.substr(0, equals)), trim(line.substr(equals + 1)));
  }
  const std::string name(profile);
  if (!seen) return fail(no_credentials("The AWS credentials file has no profile " + name + "."));
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty()) {
    return fail(no_credentials("The profile " + name +
                               " of the AWS credentials file needs aws_access_key_id and aws_secret_access_key."));
  }
  return credentials;
}

}  // namespace lumen::aws
