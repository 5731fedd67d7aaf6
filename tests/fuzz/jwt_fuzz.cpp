// SPDX-License-Identifier: Apache-2.0
// Any text as a token: refused, but for the tokens that were signed, byte for byte.

#include <algorithm>
#include <array>

#include "identity/jwt.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/token_key.h"

namespace json = lumen::json;
using lumen::fuzz::require;
using lumen::fuzz::token_key;

namespace {

const std::array<json::object, 2>& claims() {
  static const std::array<json::object, 2> both = {
      json::object{{"sub", "ann"},
                   {"iss", "http://127.0.0.1/pool"},
                   {"aud", "web"},
                   {"token_use", "id"},
                   {"exp", 1'800'003'600}},
      json::object{{"sub", "bob"}, {"custom:note", "\"é\"\\"}, {"groups", json::array{"a", json::array{}}}}};
  return both;
}

const std::array<std::string, 2>& tokens() {
  static const std::array<std::string, 2> both = {lumen::identity::sign_jwt(token_key(), claims()[0]),
                                                  lumen::identity::sign_jwt(token_key(), claims()[1])};
  return both;
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  const std::string& token = tokens()[0];
  const std::string unsigned_header = lumen::base64url_encode(lumen::as_bytes(R"({"alg":"none"})"));
  return {text_seed(token), text_seed(tokens()[1]), text_seed(unsigned_header + token.substr(token.find('.'))),
          text_seed(token.substr(0, token.rfind('.') + 1))};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  const auto read = lumen::identity::verify_jwt(text, token_key());
  const auto known = std::find(tokens().begin(), tokens().end(), text);
  require(read.has_value() == (known != tokens().end()), "only a token that was signed verifies");
  if (read) {
    require(*read == claims()[static_cast<std::size_t>(known - tokens().begin())],
            "its claims are those that were signed");
  } else {
    require(read.error().code == "invalid_token", "a refusal does not tell why");
  }
  return 0;
}
