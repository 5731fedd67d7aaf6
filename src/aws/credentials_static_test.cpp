// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials_static.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"

namespace lumen::aws {
namespace {

Environment environment_of(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
  };
}

constexpr const char* file_text =
    "# keys\n[default]\naws_access_key_id = AKDEFAULT\naws_secret_access_key=secret/1=\nregion = us-east-1\n\n"
    "[work]\r\naws_access_key_id=AKWORK\r\naws_secret_access_key=s2\r\naws_session_token=t2\r\n"
    "[half]\naws_access_key_id=AKHALF\n[nested]\ns3 =\n  max_requests = "
    "2\naws_access_key_id=A\naws_secret_access_key=B\n";

Result<Credentials> credentials_of(const Environment& environment) {
  auto source = find_static_credentials(environment);
  if (!source) return fail(source.error());
  EXPECT_EQ((*source)->describe().find("secret"), std::string::npos);
  return lumen::test::run((*source)->get(Deadline::never()));
}

TEST(StaticCredentials, OfTheEnvironment) {
  const auto found = credentials_of(environment_of(
      {{"AWS_ACCESS_KEY_ID", "AK"}, {"AWS_SECRET_ACCESS_KEY", "secret"}, {"AWS_SESSION_TOKEN", "token"}}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "AK");
  EXPECT_EQ(found->secret_access_key, "secret");
  EXPECT_EQ(found->session_token, "token");
}

TEST(StaticCredentials, HalfAKeyIsNoKey) {
  for (const char* one : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}) {
    const auto found = credentials_of(environment_of({{one, "x"}}));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "no_credentials");
    EXPECT_NE(found.error().message.find("both"), std::string::npos);
  }
}

TEST(StaticCredentials, OfTheFilesProfile) {
  const lumen::test::TempFolder folder;
  const std::string path = (folder.path() / "credentials").string();
  std::ofstream(path) << file_text;
  const auto id_of = [&](const std::string& profile) {
    const auto found =
        credentials_of(environment_of({{"AWS_SHARED_CREDENTIALS_FILE", path}, {"AWS_PROFILE", profile}}));
    return found ? found->access_key_id + " " + found->session_token : found.error().code;
  };
  EXPECT_EQ(id_of(""), "AKDEFAULT ");
  EXPECT_EQ(id_of("work"), "AKWORK t2");
  EXPECT_EQ(id_of("half"), "no_credentials");
  EXPECT_EQ(id_of("absent"), "no_credentials");
}

TEST(StaticCredentials, NothingSetSaysWhatToSet) {
  const lumen::test::TempFolder folder;
  for (const char* profile : {"", "work"}) {
    const auto found = credentials_of(environment_of({{"HOME", folder.path().string()}, {"AWS_PROFILE", profile}}));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::invalid);
    EXPECT_EQ(found.error().code, "no_credentials");
  }
}

TEST(ReadProfile, KeepsValuesWhole) {
  EXPECT_EQ(read_profile(file_text, "default")->secret_access_key, "secret/1=");
  EXPECT_EQ(read_profile(file_text, "nested")->access_key_id, "A");
}

TEST(ReadProfile, SaysWhichLineIsNone) {
  const auto bad = read_profile("[default]\nnonsense\n", "default");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, "bad_credentials_file");
  EXPECT_NE(bad.error().message.find("Line 2"), std::string::npos);
}

}  // namespace
}  // namespace lumen::aws
