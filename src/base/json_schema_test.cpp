// SPDX-License-Identifier: Apache-2.0
#include "base/json_schema.h"

#include <gtest/gtest.h>

#include <string>

#include "base/json.h"

namespace lumen {
namespace {

const json::object& schema() {
  static const json::object parsed = json::parse(R"({
    "type": "object", "additionalProperties": false, "required": ["query"],
    "properties": {
      "query": {"type": "string", "minLength": 1, "maxLength": 4},
      "limit": {"type": "integer", "minimum": 1, "maximum": 10, "default": 5},
      "weight": {"type": "number", "minimum": 0.5},
      "order": {"enum": ["up", "down"]},
      "deep": {"type": "object", "properties": {"flag": {"type": "boolean"}}},
      "tags": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}}}})").as_object();
  return parsed;
}

struct Case {
  const char* text;
  const char* message;  // "" when it fits
};

TEST(JsonSchema, SaysWhereAndWhatWouldBeRight) {
  const Case cases[] = {
      {R"({"query":"abcd"})", ""},
      {R"({"query":"äöüß","limit":10,"weight":0.5,"order":"up","deep":{"flag":true,"more":1},"tags":["a","b"]})", ""},
      {R"({"query":"a","limit":3.0})", ""},
      {R"([])", "$ must be of type object."},
      {R"("query")", "$ must be of type object."},
      {R"({})", "$ needs the member query."},
      {R"({"query":7})", "$.query must be of type string."},
      {R"({"query":null})", "$.query must be of type string."},
      {R"({"query":""})", "The length of $.query must be at least 1."},
      {R"({"query":"abcde"})", "The length of $.query must be at most 4."},
      {R"({"query":"a","limit":0})", "$.limit must be at least 1."},
      {R"({"query":"a","limit":11})", "$.limit must be at most 10."},
      {R"({"query":"a","limit":2.5})", "$.limit must be of type integer."},
      {R"({"query":"a","limit":1e300})", "$.limit must be at most 10."},
      {R"({"query":"a","limit":"5"})", "$.limit must be of type integer."},
      {R"({"query":"a","weight":0.25})", "$.weight must be at least 0.500000."},
      {R"({"query":"a","order":"left"})", R"($.order must be one of ["up","down"].)"},
      {R"({"query":"a","deep":{"flag":1}})", "$.deep.flag must be of type boolean."},
      {R"({"query":"a","tags":[]})", "The number of items in $.tags must be at least 1."},
      {R"({"query":"a","tags":["a","b","c"]})", "The number of items in $.tags must be at most 2."},
      {R"({"query":"a","tags":["a",2]})", "$.tags[1] must be of type string."},
      {R"({"query":"a","user_id":"u1"})", "$ has a member that is not allowed."},
  };
  for (const Case& one : cases) {
    const auto checked = check_schema(json::parse(one.text), schema());
    EXPECT_EQ(checked ? "" : checked.error().message, one.message) << one.text;
    if (!checked) {
      EXPECT_EQ(checked.error().code, "schema_violation");
    }
  }
}

TEST(JsonSchema, FillsInDefaultsOfAbsentMembersOnly) {
  json::object empty;
  apply_defaults(empty, schema());
  EXPECT_EQ(empty, (json::object{{"limit", 5}}));
  json::object given{{"limit", 2}};
  apply_defaults(given, schema());
  EXPECT_EQ(given, (json::object{{"limit", 2}}));
}

}  // namespace
}  // namespace lumen
