// SPDX-License-Identifier: Apache-2.0
#include "app/server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "api/openapi.h"
#include "embedded/openapi_json.h"
#include "tests/support/temp_folder.h"

namespace lumen::app {
namespace {

// What is not the app's REST API: the page, the Cognito protocol, and the bucket's own S3 protocol.
bool is_another_face(const std::string& route) {
  const std::string path = route.substr(route.find(' ') + 1);
  return path == "/" || path.find('.') != std::string::npos ? path != "/openapi.json"
                                                            : path.starts_with("/lumen-skin-images/");
}

TEST(Server, ItsRestRoutesAndOpenapiJsonAreTheSame) {
  const test::TempFolder folder;
  SystemRandom random;
  auto data = DataFolder::open_locked(folder.path() / "data", random);
  ASSERT_TRUE(data) << data.error().message;
  Settings settings;
  settings.data_folder = (folder.path() / "data").string();
  auto server = Server::open(settings, **data);
  ASSERT_TRUE(server) << server.error().message << server.error().detail;
  std::set<std::string> routes;
  for (const std::string& route : (*server)->routes()) {
    if (!is_another_face(route)) routes.insert(route);
  }
  auto document = api::OpenApi::load(embedded::openapi_json());
  ASSERT_TRUE(document);
  const std::vector<std::string> operations = (*document)->operations();
  EXPECT_EQ(routes, std::set<std::string>(operations.begin(), operations.end()));
}

}  // namespace
}  // namespace lumen::app
