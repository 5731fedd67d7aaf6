// SPDX-License-Identifier: Apache-2.0
// Any request, "METHOD target" and a header in each further line: it passes only when it says what was signed. And
// any request that is signed passes, and no longer with another signature, method, path or header.

#include <algorithm>
#include <optional>

#include "aws/sigv4.h"
#include "aws/sigv4_verify.h"
#include "tests/fuzz/fuzz.h"

using namespace lumen::aws;
using lumen::fuzz::require;

namespace {

constexpr lumen::UnixSeconds now_s = 1'800'000'000;
constexpr const char* region = "eu-central-1";

const Credentials& credentials() {
  static const Credentials ours{"AKIDEXAMPLE", "a secret of the tests", ""};
  return ours;
}

std::optional<Credentials> look_up(std::string_view access_key_id) {
  return access_key_id == credentials().access_key_id ? std::optional(credentials()) : std::nullopt;
}

struct Request {
  std::string method;
  std::string target;
  std::vector<Header> headers;
};

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t size = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return taken;
}

bool is_token(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Request read(std::string_view text) {
  Request out;
  out.method = take_until(text, ' ');
  out.target = take_until(text, '\n');
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    const std::string_view name = take_until(line, ':');
    if (is_token(name)) out.headers.emplace_back(name, line);
  }
  return out;
}

std::string write(const Request& request) {
  std::string out = request.method + " " + request.target;
  for (const auto& [name, value] : request.headers) out += "\n" + name + ":" + value;
  return out;
}

bool passes(const Request& request) {
  static PresignedVerifier verifier(region, look_up);
  return verifier.verify({request.method, request.target, request.headers}, now_s).has_value();
}

// `request` has no Host; the signed one has.
Request presign(Request request) {
  static Signer signer(region, "s3");
  request.target =
      signer.presign({request.method, "127.0.0.1:9000", request.target, request.headers, "UNSIGNED-PAYLOAD"},
                     credentials(), now_s - 10, 900);
  request.headers.emplace_back("Host", "127.0.0.1:9000");
  return request;
}

const std::vector<Request>& signed_requests() {
  static const std::vector<Request> all = {
      presign({"PUT", "/photos/uploads/ann/1", {{"Content-Type", "image/jpeg"}, {"x-amz-meta-note", " a  b "}}}),
      presign({"GET", "/photos/a%20b//../c?versionId=7&x=%C3%A9&flag", {}}),
      presign({"PUT", "/", {{"X-Amz-Meta-A", "1"}, {"x-amz-meta-a", "2"}}})};
  return all;
}

// What a signature stands for, in words of its own: method, path, decoded parameters, headers that were signed.
struct Meaning {
  std::string method;
  std::string path;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<Header> headers;
  friend bool operator==(const Meaning&, const Meaning&) = default;
};

std::string single_spaces(std::string_view value) {
  std::string out;
  for (const char c : lumen::trim(value)) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space || out.back() != ' ') out.push_back(space ? ' ' : c);
  }
  return out;
}

Meaning meaning_of(const Request& request) {
  Meaning out;
  std::string_view target = request.target;
  out.method = request.method;
  out.path = take_until(target, '?');
  if (out.path.empty()) out.path = "/";
  std::string signed_names;
  while (!target.empty()) {
    std::string_view pair = take_until(target, '&');
    if (pair.empty()) continue;
    const auto name = lumen::percent_decode(take_until(pair, '='), lumen::Plus::space);
    const auto value = lumen::percent_decode(pair, lumen::Plus::space);
    require(name && value, "what passes has no malformed escape");
    if (*name == "X-Amz-SignedHeaders") signed_names = ";" + lumen::to_lower(*value) + ";";
    out.parameters.emplace_back(*name, *value);
  }
  std::sort(out.parameters.begin(), out.parameters.end());
  for (const auto& [name, value] : request.headers) {
    const std::string lower = lumen::to_lower(name);
    if (signed_names.find(";" + lower + ";") != std::string::npos)
      out.headers.emplace_back(lower, single_spaces(value));
  }
  std::stable_sort(out.headers.begin(), out.headers.end(),
                   [](const Header& a, const Header& b) { return a.first < b.first; });
  return out;
}

// Repeated headers are signed as one, joined by commas.
Meaning with_joined_headers(Meaning meaning) {
  std::vector<Header> joined;
  for (const auto& [name, value] : meaning.headers) {
    if (!joined.empty() && joined.back().first == name)
      joined.back().second += "," + value;
    else
      joined.emplace_back(name, value);
  }
  meaning.headers = std::move(joined);
  return meaning;
}

bool says_what_was_signed(const Request& request) {
  const Meaning said = with_joined_headers(meaning_of(request));
  return std::any_of(signed_requests().begin(), signed_requests().end(),
                     [&](const Request& one) { return with_joined_headers(meaning_of(one)) == said; });
}

// Whether a client could sign this: the verifier refuses the rest for reasons of its own.
bool is_signable_request(const Request& request) {
  if (request.target.size() > 4'000 ||
      !canonical_query(request.target.substr(std::min(request.target.find('?'), request.target.size()))))
    return false;
  const auto& target = request.target;
  const auto decoded = lumen::percent_decode(target, lumen::Plus::space).value_or("X-Amz-");
  if (decoded.find("X-Amz-") != std::string::npos || decoded.find("AWSAccessKeyId") != std::string::npos) return false;
  if (std::count(target.begin(), target.end(), '&') > 50 || request.headers.size() > 50) return false;
  const bool encoded_is_short =
      std::count_if(target.begin(), target.end(), [](char c) { return !is_token({&c, 1}); }) < 1'000;
  return encoded_is_short && std::none_of(request.headers.begin(), request.headers.end(), [](const Header& header) {
           return !is_signable(header.first) || lumen::iequals(header.first, "host") ||
                  lumen::iequals(header.first, "x-amz-content-sha256");
         });
}

void check_signed(const Request& request, std::size_t place) {
  Request sound = presign(request);
  require(passes(sound), "a request that is signed passes");

  Request other = sound;
  char& digit = other.target[other.target.size() - 1 - place % 64];
  digit = digit == '0' ? '1' : '0';
  require(!passes(other), "another signature does not pass");

  other = sound;
  other.method += "x";
  require(!passes(other), "another method does not pass");

  other = sound;
  other.target.insert(std::min(other.target.find('?'), place), "x");
  require(!passes(other), "another path does not pass");

  other = sound;
  other.headers[place % other.headers.size()].second += "x";
  require(!passes(other), "another header does not pass");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  Seeds out;
  for (const Request& request : signed_requests()) out.push_back(text_seed(write(request)));
  out.push_back(text_seed("PUT /photos/uploads/ann/2?a=b&c\nContent-Type: image/png\nx-amz-meta-note:  two  words "));
  out.push_back(text_seed("GET ?=&a=%2F\nRange: bytes=0-1\nrange: bytes=2-3"));
  return out;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Request request = read(lumen::as_text({data, size}));
  if (passes(request)) require(says_what_was_signed(request), "only what was signed passes");
  if (is_signable_request(request)) check_signed(request, size);
  return 0;
}
