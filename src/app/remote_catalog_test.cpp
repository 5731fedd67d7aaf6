// SPDX-License-Identifier: Apache-2.0
// Which settings of the OpenSearch catalog are refused, and why.
#include "app/remote_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "catalog/catalog_test_room.h"

namespace lumen::app {
namespace {

struct Case {
  const char* what;
  const char* url;
  const char* auth;
  const char* user;
  const char* password;
  const char* code;  // "" when it opens
  const char* part;  // of the message
};

constexpr const char* here = "http://127.0.0.1:9200";
constexpr const char* collection = "https://abc.us-east-1.aoss.amazonaws.com";

const std::vector<Case> cases = {
    {"no address", "", "none", "", "", "bad_setting", "catalog.opensearch_url"},
    {"no address at all", "nowhere", "none", "", "", "bad_url", "catalog.opensearch_url"},
    {"plain and far", "http://search.example.org:9200", "none", "", "", "bad_url", "catalog.opensearch_url"},
    {"a query", "http://127.0.0.1:9200/?x=1", "none", "", "", "bad_url", "no query"},
    {"loopback", here, "none", "", "", "", ""},
    {"TLS", "https://search.example.org:9200/", "none", "", "", "", ""},
    {"no password", here, "basic", "lumen", "", "bad_setting", "catalog.opensearch_password"},
    {"no user", here, "basic", "", "word", "bad_setting", "catalog.opensearch_user"},
    {"a colon", here, "basic", "lu:men", "word", "bad_setting", "colon"},
    {"both", here, "basic", "lumen", "word", "", ""},
    {"a password for nobody", here, "none", "lumen", "word", "bad_setting", "basic"},
    {"a missing secret", here, "basic", "lumen", "env:LUMEN_TEST_NOT_SET", "missing_secret", "LUMEN_TEST_NOT_SET"},
    {"a collection unsigned", collection, "none", "", "", "bad_setting", "aws-serverless"},
    {"a collection as a domain", collection, "aws", "", "", "bad_setting", "aws-serverless"},
    {"a collection", collection, "aws-serverless", "", "", "", ""},
};

class RemoteCatalogSettings : public ::testing::Test {
 protected:
  void SetUp() override {
    ::setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
    ::setenv("AWS_SECRET_ACCESS_KEY", "secret", 1);
    ::setenv("AWS_REGION", "us-east-1", 1);
  }
  void TearDown() override {
    for (const char* name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"}) ::unsetenv(name);
  }
  Result<std::unique_ptr<RemoteCatalog>> open(const Settings& settings) {
    return RemoteCatalog::open(settings, {room_.store(), room_.search(), room_.embedder(), pool_, clock_, random_,
                                          null_metrics(), log_});
  }

  catalog::CatalogTestRoom room_;
  BlockingPool pool_{1, 4};
  ManualClock clock_{1'750'000'000'000};
  SeededRandom random_{1};
  NullLog log_;
};

TEST_F(RemoteCatalogSettings, AreTakenOrRefusedWithAReason) {
  for (const Case& one : cases) {
    Settings settings;
    settings.catalog_search = "opensearch";
    settings.opensearch_url = one.url;
    settings.opensearch_auth = one.auth;
    settings.opensearch_user = one.user;
    settings.opensearch_password = one.password;
    const auto opened = open(settings);
    EXPECT_EQ(opened ? "" : opened.error().code, one.code) << one.what;
    if (opened) continue;
    EXPECT_THAT(opened.error().message, ::testing::HasSubstr(one.part)) << one.what;
    EXPECT_EQ(opened.error().kind, ErrorKind::invalid) << one.what;
  }
}

TEST_F(RemoteCatalogSettings, AnIndexIsNamedWell) {
  Settings settings;
  settings.catalog_search = "opensearch";
  settings.opensearch_url = here;
  settings.opensearch_index = "Products";
  const auto opened = open(settings);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "bad_index_name");
  EXPECT_THAT(opened.error().message, ::testing::HasSubstr("catalog.opensearch_index"));
}

TEST_F(RemoteCatalogSettings, AwsWantsRegionAndCredentials) {
  Settings settings;
  settings.catalog_search = "opensearch";
  settings.opensearch_url = "https://search-lumen.us-east-1.es.amazonaws.com";
  settings.opensearch_auth = "aws";
  EXPECT_TRUE(open(settings));
  ::unsetenv("AWS_REGION");
  EXPECT_EQ(open(settings).error().code, "no_region");
  settings.opensearch_region = "us-east-1";
  EXPECT_TRUE(open(settings));
  ::unsetenv("AWS_ACCESS_KEY_ID");
  EXPECT_EQ(open(settings).error().code, "no_credentials");
}

TEST_F(RemoteCatalogSettings, TheEmbeddedSearchNeedsNone) {
  const auto opened = open(Settings());
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, nullptr);
}

}  // namespace
}  // namespace lumen::app
