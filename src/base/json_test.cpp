// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <gtest/gtest.h>

namespace lumen {
namespace {

std::string code_of(std::string_view text, JsonLimits limits = {}) {
  const auto parsed = parse_json(text, limits);
  return parsed ? "" : parsed.error().code;
}

TEST(Json, WholeDocumentsOnly) {
  EXPECT_EQ(code_of(R"({"a": [1, 2.5, "x", null, true]} )"), "");
  for (const char* text : {"", "{", "{} x", "{'a': 1}", "[1,]", "nul", "{\"a\": 01}", "\"\xff\""}) {
    EXPECT_EQ(code_of(text), "malformed_json") << text;
  }
}

TEST(Json, NumbersAreFinite) {
  EXPECT_EQ(code_of("[1e308, -1e308, 1e-400]"), "");
  for (const char* text : {"1e400", "[-1e400]", R"({"a": {"b": [0, 1e999]}})"}) {
    EXPECT_EQ(code_of(text), "malformed_json") << text;
  }
}

TEST(Json, BothSidesOfTheLimits) {
  JsonLimits limits;
  limits.depth_max = 3;
  limits.bytes_max = 10;
  EXPECT_EQ(code_of("[[[1]]]", limits), "");
  EXPECT_EQ(code_of("[[[[1]]]]", limits), "json_too_deep");
  EXPECT_EQ(code_of("[1,  3,  ]", limits), "malformed_json");
  EXPECT_EQ(code_of("[1,  3,  5]", limits), "json_too_large");
}

}  // namespace
}  // namespace lumen
