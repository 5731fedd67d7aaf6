// SPDX-License-Identifier: Apache-2.0
// Any query string or form: the pairs of a well-formed one, which read back when they are written again; nothing
// exactly when an escape is malformed or the text is not UTF-8.

#include <algorithm>

#include "api/http_message.h"
#include "tests/fuzz/fuzz.h"

using lumen::fuzz::require;

namespace {

std::string write(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out.push_back('&');
    out += lumen::percent_encode(name) + "=" + lumen::percent_encode(value);
  }
  return out;
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {text_seed("limit=20&cursor=abc-_%2F%3d"), text_seed("q=a+b%20c&&flag&=x&q=%C3%A9"),
          text_seed("conditions=acne,dark%20spots"), text_seed("a=%F0%9F%99%82&b=%ff"), text_seed("x=%4&y=%")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  const auto whole = lumen::percent_decode(text, lumen::Plus::space);
  const auto pairs = lumen::api::parse_query(text);
  require(pairs.has_value() == (whole && lumen::is_utf8(*whole)), "a query reads exactly when it is well-formed UTF-8");
  if (!pairs) return 0;
  require(pairs->size() <= static_cast<std::size_t>(std::count(text.begin(), text.end(), '&')) + 1,
          "no pair is invented");
  for (const auto& [name, value] : *pairs) {
    require(lumen::is_utf8(name) && lumen::is_utf8(value), "names and values are UTF-8");
  }
  require(lumen::api::parse_query(write(*pairs)) == pairs, "pairs that are written again read the same");
  return 0;
}
