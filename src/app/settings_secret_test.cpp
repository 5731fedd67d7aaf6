// SPDX-License-Identifier: Apache-2.0
// Secrets among the settings: where they may stand, and that they are not shown.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/secret.h"
#include "app/settings.h"
#include "tests/support/temp_folder.h"

namespace lumen::app {
namespace {

std::string shown(const Settings& settings) {
  std::string all;
  for (const SettingRow& row : setting_rows()) all += row.name + "=" + row.get(settings) + "\n";
  return all;
}

TEST(SettingSecret, IsTakenFromTheEnvironmentAndNotShown) {
  ::setenv("LUMEN_VISION_TOKEN", "hf_very_secret", 1);
  SettingSources sources;
  const auto added = sources.add_environment();
  ::unsetenv("LUMEN_VISION_TOKEN");
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(sources.settings().vision_token, "hf_very_secret");
  EXPECT_EQ(shown(sources.settings()).find("hf_very_secret"), std::string::npos);
  EXPECT_NE(shown(sources.settings()).find("vision.token=(set)"), std::string::npos);
}

TEST(SettingSecret, StandsInNoFileAndNoFlag) {
  const test::TempFolder folder;
  const auto file = folder.path() / "lumen.toml";
  std::ofstream(file) << "[vision]\ntoken = \"hf_very_secret\"\n";
  SettingSources sources;
  for (const auto& refused : {sources.add_file(file), sources.add_flag("vision.token", "hf_very_secret")}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.find("hf_very_secret"), std::string::npos);
    EXPECT_NE(refused.error().message.find("LUMEN_VISION_TOKEN"), std::string::npos);
  }
  EXPECT_TRUE(sources.add_flag("vision.token", "file:/run/secrets/token"));
  EXPECT_TRUE(sources.add_flag("vision.token", "env:TOKEN"));
  EXPECT_TRUE(sources.add_flag("vision.token", ""));
}

TEST(Secret, IsFoundWhereTheReferenceSays) {
  const test::TempFolder folder;
  const std::string file = (folder.path() / "token").string();
  std::ofstream(file) << " from a file \nand no more";
  ::setenv("SKIN_TEST_TOKEN", "from the environment", 1);
  EXPECT_EQ(resolve_secret("file:" + file), "from a file");
  EXPECT_EQ(resolve_secret("env:SKIN_TEST_TOKEN"), "from the environment");
  EXPECT_EQ(resolve_secret("the secret itself"), "the secret itself");
  EXPECT_EQ(resolve_secret(""), "");
  ::setenv("SKIN_TEST_TOKEN", "", 1);
  for (const char* reference : {"env:SKIN_TEST_TOKEN", "env:", "file:/nowhere/token", "file:"}) {
    const auto secret = resolve_secret(reference);
    ASSERT_FALSE(secret) << reference;
    EXPECT_EQ(secret.error().code, "missing_secret");
  }
  ::unsetenv("SKIN_TEST_TOKEN");
}

}  // namespace
}  // namespace lumen::app
