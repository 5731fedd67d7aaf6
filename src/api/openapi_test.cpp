// SPDX-License-Identifier: Apache-2.0
#include "api/openapi.h"

#include <gtest/gtest.h>

namespace lumen::api {
namespace {

constexpr std::string_view document = R"({"openapi":"3.1.0","paths":{
 "/things":{"get":{"parameters":[
   {"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":50},"x-rule":"a whole number from 1 to 50","x-error-code":"bad_limit"},
   {"name":"until","in":"query","schema":{"type":"string","enum":["a","b"]}}]},
  "post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["name"],
   "properties":{"name":{"type":"string","maxLength":3}}}}}}}}}})";

class OpenApiTest : public ::testing::Test {
 protected:
  Result<void> query(std::string text) {
    RequestHead head;
    head.target = "/things?" + std::move(text);
    return api_->check_query("GET", "/things", head);
  }
  Result<void> body(std::string_view text) {
    Request request;
    request.head.headers.add("Content-Type", "application/json; charset=utf-8");
    request.body.assign(text.begin(), text.end());
    return api_->check_body("POST", "/things", request);
  }
  std::unique_ptr<OpenApi> api_ = std::move(*OpenApi::load(document));
};

TEST_F(OpenApiTest, QueryParametersOnBothSidesOfTheirLimits) {
  for (const char* good : {"limit=1", "limit=50", "until=a", "unknown=x", ""}) EXPECT_TRUE(query(good)) << good;
  for (const char* wrong :
       {"limit=0", "limit=51", "limit=", "limit=1e1", "limit=+5", "limit=abc", "limit=99999999999999999999"}) {
    const auto checked = query(wrong);
    ASSERT_FALSE(checked) << wrong;
    EXPECT_EQ(checked.error().code, "bad_limit");
    EXPECT_EQ(checked.error().message, "limit must be a whole number from 1 to 50.");
  }
  EXPECT_FALSE(query("until=c"));
  EXPECT_FALSE(query("limit=%zz"));
}

TEST_F(OpenApiTest, Bodies) {
  EXPECT_TRUE(body(R"({"name":"abc","more":1})"));
  for (const char* wrong : {R"({"name":"abcd"})", R"({"name":5})", "{}", "[]", "null", "{", R"({"name":"a"} x)"}) {
    EXPECT_FALSE(body(wrong)) << wrong;
  }
}

TEST_F(OpenApiTest, ListsItsOperations) {
  EXPECT_EQ(api_->operations(), (std::vector<std::string>{"GET /things", "POST /things"}));
}

TEST(OpenApi, ADocumentThatIsNone) {
  EXPECT_FALSE(OpenApi::load("{}"));
  EXPECT_FALSE(OpenApi::load("nonsense"));
}

}  // namespace
}  // namespace lumen::api
