// SPDX-License-Identifier: Apache-2.0
// Any header (the first line) and any claims (the rest), signed with the right key: what a thief of no key cannot
// reach. Read only when nothing in it could mean two things; and never with a signature of something else.

#include <algorithm>

#include "identity/jwt.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/token_key.h"

namespace json = lumen::json;
using lumen::fuzz::require;
using lumen::fuzz::token_key;
using lumen::identity::verify_jwt;

namespace {

std::string encode(std::string_view text) { return lumen::base64url_encode(lumen::as_bytes(text)); }

std::string sign(const std::string& text) { return text + "." + lumen::base64url_encode(token_key().sign(text)); }

// Whether the header is one that is taken: then only the signature is missing.
bool is_taken(const std::string& text) {
  static const std::string other = lumen::base64url_encode(token_key().sign("something else"));
  const auto read = verify_jwt(text + "." + other, token_key());
  require(!read, "the signature of something else does not verify");
  return read.error().detail == "wrong signature";
}

void check_header(std::string_view text) {
  const auto header = lumen::parse_json(text);
  require(header && header->is_object(), "a header is an object");
  require(lumen::get_string(header->get_object(), "alg") == "RS256", "the algorithm is RS256");
  require(lumen::get_string(header->get_object(), "kid") == token_key().kid(), "the key is named");
  require(!header->get_object().contains("crit"), "nothing in the header is critical");
}

void check_claims(std::string_view header, std::string_view text, const json::object& claims) {
  const auto parsed = lumen::parse_json(text);
  require(parsed && *parsed == json::value(claims), "the claims are those that were signed");
  if (claims.empty()) return;
  const std::string twice =
      "{" + lumen::json_quote(claims.begin()->key()) + ":0," + std::string(text.substr(text.find('{') + 1));
  require(!verify_jwt(sign(encode(header) + "." + encode(twice)), token_key()), "a name twice is refused");
}

void check_changed(std::string token, std::size_t place) {
  char& changed = token[place % token.size()];
  changed = changed == 'A' ? 'B' : 'A';
  require(!verify_jwt(token, token_key()), "a changed token does not verify");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  const std::string header = R"({"kid":")" + token_key().kid() + R"(","alg":"RS256"})";
  const std::string typed = R"({ "typ": "jwt", "alg": "RS256", "kid": ")" + token_key().kid() + R"(" })";
  return {text_seed(header + "\n" + R"({"sub":"ann","exp":1800003600,"nbf":1800000000,"cognito:groups":["a","b"]})"),
          text_seed(typed + "\n" + R"({ "sub" : "\u00e9\"}{", "inner": {"sub": 1, "sub": 2}, "x": [[["sub"]]] } )"),
          text_seed(header + "\n" + R"({"sub":"a","s\u0075b":"b"})"), text_seed(header + "\n{}"),
          text_seed(R"({"alg":"none"})"
                    "\n"
                    R"({"sub":"ann"})")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = lumen::as_text({data, size});
  const std::size_t line_end = std::min(input.find('\n'), input.size());
  const std::string_view header = input.substr(0, line_end);
  const std::string_view claims_text = input.substr(std::min(line_end + 1, input.size()));
  const std::string text = encode(header) + "." + encode(claims_text);
  if (!is_taken(text)) return 0;
  check_header(header);
  const std::string token = sign(text);
  const auto claims = verify_jwt(token, token_key());
  if (!claims) return 0;
  require(token.size() <= lumen::identity::token_bytes_max, "a token has a largest size");
  check_claims(header, claims_text, *claims);
  check_changed(token, size);
  return 0;
}
