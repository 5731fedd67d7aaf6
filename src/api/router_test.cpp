// SPDX-License-Identifier: Apache-2.0
#include "api/router.h"

#include <gtest/gtest.h>

namespace lumen::api {
namespace {

Router sample(std::string base_path = {}) {
  Router router(std::move(base_path));
  for (const auto& [method, pattern] : std::vector<std::pair<std::string, std::string>>{{"GET", "/"},
                                                                                        {"POST", "/"},
                                                                                        {"GET", "/analysis/{id}"},
                                                                                        {"DELETE", "/analysis/{id}"},
                                                                                        {"PUT", "/bucket/{key...}"}}) {
    Route route;
    route.method = method;
    route.pattern = pattern;
    router.add(std::move(route));
  }
  return router;
}

TEST(Router, FindsTheRouteAndItsValues) {
  const Router router = sample();
  const RouteMatch match = router.match("GET", "/analysis/a%20b");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.route->pattern, "/analysis/{id}");
  EXPECT_EQ(match.values, (PathValues{{"id", "a b"}}));
  EXPECT_EQ(router.match("GET", "/").route->pattern, "/");
}

TEST(Router, ARestValueTakesSlashes) {
  const Router router = sample();
  EXPECT_EQ(router.match("PUT", "/bucket/uploads/u/a").values, (PathValues{{"key", "uploads/u/a"}}));
  EXPECT_EQ(router.match("PUT", "/bucket").route, nullptr);
}

TEST(Router, TellsAKnownPathWithAnotherMethod) {
  const Router router = sample();
  const RouteMatch match = router.match("PATCH", "/analysis/x");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_TRUE(match.path_known);
  EXPECT_EQ(match.allowed_methods, "GET, DELETE");
}

TEST(Router, WhatIsNoPathOfOurs) {
  const Router router = sample();
  for (const char* path :
       {"/analysis", "/analysis/", "/analysis/a/b", "analysis/a", "", "/analysis/%zz", "/analysis/%ff", "//"}) {
    EXPECT_FALSE(router.match("GET", path).path_known) << path;
  }
}

TEST(Router, AStagePrefixIsAcceptedAndMayBeLeftOut) {
  const Router router = sample("/dev");
  EXPECT_NE(router.match("GET", "/dev/analysis/x").route, nullptr);
  EXPECT_NE(router.match("GET", "/analysis/x").route, nullptr);
  EXPECT_NE(router.match("GET", "/dev").route, nullptr);
  EXPECT_EQ(router.match("GET", "/developer").route, nullptr);
}

}  // namespace
}  // namespace lumen::api
