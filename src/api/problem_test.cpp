// SPDX-License-Identifier: Apache-2.0
#include "api/problem.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace lumen::api {
namespace {

TEST(Problem, NoDetailReachesABody) {
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::internal); ++kind) {
    Error error = make_error(static_cast<ErrorKind>(kind), "some_code", "Public words.", "PRIVATE /etc/passwd");
    error.hint = "Do this.";
    const Response response = problem(error, "request-1");
    EXPECT_GE(response.status, 400);
    EXPECT_EQ(response.body->find("PRIVATE"), std::string::npos);
    const auto body = parse_json(*response.body);
    ASSERT_TRUE(body);
    EXPECT_EQ(body->at("message").as_string(), "Public words.");
    EXPECT_EQ(body->at("error").at("request_id").as_string(), "request-1");
    EXPECT_EQ(body->at("error").at("hint").as_string(), "Do this.");
  }
}

TEST(Problem, RefusalsThatPassSayWhenToComeBack) {
  EXPECT_TRUE(problem(unavailable("busy", "Busy."), "r").headers.find("Retry-After"));
  EXPECT_FALSE(problem(invalid("bad", "Bad."), "r").headers.find("Retry-After"));
  EXPECT_TRUE(problem(make_error(ErrorKind::unauthenticated, "t", "T"), "r").headers.find("WWW-Authenticate"));
}

}  // namespace
}  // namespace lumen::api
