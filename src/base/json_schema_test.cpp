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
      "tags": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}}}})")
                                         .as_object();
  return parsed;
}

struct Case {
  const char* text;
  const char* where;  // how the message begins; "" when the value fits
};

TEST(JsonSchema, SaysWhereAValueDoesNotFit) {
  const Case cases[] = {
      {R"({"query":"abcd"})", ""},
      {R"({"query":"äöüß","limit":10,"weight":0.5,"order":"up","deep":{"flag":true,"more":1},"tags":["a","b"]})", ""},
      {R"({"query":"a","limit":1})", ""},
      {R"([])", "the whole: "},
      {R"("query")", "the whole: "},
      {R"({})", "the whole: Missing required property 'query'"},
      {R"({"query":7})", "query: "},
      {R"({"query":null})", "query: "},
      {R"({"query":""})", "query: "},
      {R"({"query":"abcde"})", "query: "},
      {R"({"query":"a","limit":0})", "limit: "},
      {R"({"query":"a","limit":11})", "limit: "},
      {R"({"query":"a","limit":2.5})", "limit: "},
      {R"({"query":"a","limit":1e300})", "limit: "},
      {R"({"query":"a","limit":"5"})", "limit: "},
      {R"({"query":"a","weight":0.25})", "weight: "},
      {R"({"query":"a","order":"left"})", "order: "},
      {R"({"query":"a","deep":{"flag":1}})", "deep.flag: "},
      {R"({"query":"a","tags":[]})", "tags: "},
      {R"({"query":"a","tags":["a","b","c"]})", "tags: "},
      {R"({"query":"a","tags":["a",2]})", "tags[1]: "},
      {R"({"query":"a","user_id":"u1"})", "the whole: "},
  };
  const auto compiled = JsonSchema::compile(schema());
  ASSERT_TRUE(compiled) << compiled.error().detail;
  for (const Case& one : cases) {
    const auto checked = compiled->check(json::parse(one.text));
    EXPECT_EQ(checked.has_value(), std::string_view(one.where).empty()) << one.text;
    if (checked) continue;
    EXPECT_EQ(checked.error().code, "schema_violation");
    EXPECT_EQ(checked.error().kind, ErrorKind::invalid);
    EXPECT_TRUE(checked.error().message.starts_with(one.where)) << one.text << ": " << checked.error().message;
  }
}

TEST(JsonSchema, AMalformedSchemaIsAnError) {
  const auto compiled = JsonSchema::compile({{"type", 7}});
  ASSERT_FALSE(compiled);
  EXPECT_EQ(compiled.error().kind, ErrorKind::internal);
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
