// SPDX-License-Identifier: Apache-2.0
#include "app/web_files.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lumen::app {
namespace {

Settings with(const std::string& client_id, int retention_days) {
  Settings settings;
  settings.client_id = client_id;
  settings.retention_days = retention_days;
  return settings;
}

TEST(WebFiles, ThePageKnowsTheClientIdAndTheRetention) {
  const auto files = web_files(with("other-app", 7));
  const auto page = std::find_if(files.begin(), files.end(), [](const auto& file) { return file.path == "/"; });
  ASSERT_NE(page, files.end());
  EXPECT_NE(page->bytes.find(R"(name="lumen-client-id" content="other-app")"), std::string::npos);
  EXPECT_NE(page->bytes.find(R"(name="lumen-retention-days" content="7")"), std::string::npos);
  EXPECT_EQ(page->bytes.find("{{"), std::string::npos);
}

TEST(WebFiles, ASettingCannotLeaveItsAttribute) {
  EXPECT_EQ(fill_page(R"(<meta content="{{client_id}}">)", with(R"("><script>&)", 7)),
            R"(<meta content="&quot;&gt;&lt;script&gt;&amp;">)");
}

}  // namespace
}  // namespace lumen::app
