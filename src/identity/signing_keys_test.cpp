// SPDX-License-Identifier: Apache-2.0
#include "identity/signing_keys.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include "base/files.h"
#include "base/json.h"
#include "tests/support/temp_folder.h"

namespace lumen::identity {
namespace {

class SigningKeysTest : public ::testing::Test {
 protected:
  Result<SigningKeys> open() { return SigningKeys::open(folder_.path(), master_, random_); }
  std::filesystem::path id_file() const { return folder_.path() / "id_token.key"; }
  Bytes id_bytes() const { return *read_file(id_file(), 1 << 20); }

  test::TempFolder folder_;
  SystemRandom random_;
  SecretKey master_ = SecretKey::generate(random_);
};

TEST_F(SigningKeysTest, TheyAreMadeOnceAndComeBack) {
  const auto made = open();
  ASSERT_TRUE(made) << made.error().detail;
  const auto again = open();
  ASSERT_TRUE(again);
  EXPECT_EQ(made->id_token().kid(), again->id_token().kid());
  EXPECT_EQ(made->access_token().kid(), again->access_token().kid());
  EXPECT_NE(made->id_token().kid(), made->access_token().kid());
  const Bytes signature = made->id_token().sign("text");
  EXPECT_EQ(signature.size(), 256U);
  EXPECT_TRUE(again->id_token().verify("text", signature));
  EXPECT_FALSE(again->id_token().verify("texT", signature));
  EXPECT_FALSE(again->access_token().verify("text", signature));
}

TEST_F(SigningKeysTest, TheFilesAreSealedAndPrivate) {
  const auto made = open();
  ASSERT_TRUE(made);
  struct stat info{};
  ASSERT_EQ(::stat(id_file().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  const Bytes modulus = *base64url_decode(made->id_token().modulus());
  const Bytes file = id_bytes();
  EXPECT_EQ(as_text(file).find(as_text(modulus).substr(0, 16)), std::string_view::npos);
}

TEST_F(SigningKeysTest, ADamagedFileIsNamed) {
  ASSERT_TRUE(open());
  const Bytes whole = id_bytes();
  std::vector<Bytes> damaged = {{}, Bytes(whole.begin(), whole.end() - 1), Bytes(20'000, 'x')};
  for (const std::size_t at : {std::size_t{0}, std::size_t{25}, whole.size() / 2, whole.size() - 1}) {
    damaged.push_back(whole);
    damaged.back()[at] ^= 1U;
  }
  for (const Bytes& bytes : damaged) {
    ASSERT_TRUE(write_file_durably(id_file(), bytes));
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "key_file_damaged");
    EXPECT_NE(opened.error().message.find(id_file().string()), std::string::npos);
  }
  ASSERT_TRUE(write_file_durably(id_file(), whole));
  EXPECT_TRUE(open());
}

TEST_F(SigningKeysTest, AnotherMasterKeyOpensNothing) {
  ASSERT_TRUE(open());
  master_ = SecretKey::generate(random_);
  const auto opened = open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "key_file_damaged");
}

TEST_F(SigningKeysTest, OneKeyDoesNotPassForTheOther) {
  ASSERT_TRUE(open());
  std::filesystem::copy_file(folder_.path() / "access_token.key", id_file(),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(open().error().code, "key_file_damaged");
}

TEST_F(SigningKeysTest, TheJwksHoldsBothPublicHalvesAndNothingElse) {
  const auto made = open();
  ASSERT_TRUE(made);
  const auto document = parse_json(made->jwks());
  ASSERT_TRUE(document);
  const json::array& keys = document->as_object().at("keys").as_array();
  ASSERT_EQ(keys.size(), 2U);
  for (const json::value& one : keys) {
    const json::object& key = one.as_object();
    EXPECT_EQ(key.size(), 6U);
    EXPECT_EQ(key.at("alg"), "RS256");
    EXPECT_EQ(key.at("kty"), "RSA");
    EXPECT_EQ(key.at("use"), "sig");
    EXPECT_EQ(key.at("e"), "AQAB");
    EXPECT_EQ(base64url_decode(std::string(key.at("n").as_string()))->size(), 256U);
    EXPECT_EQ(get_string(key, "kid"), jwk_thumbprint(*get_string(key, "n"), *get_string(key, "e")));
  }
  EXPECT_EQ(get_string(keys[0].as_object(), "kid"), made->id_token().kid());
}

// RFC 7638, section 3.1.
TEST(JwkThumbprint, IsTheOneOfTheStandardsExample) {
  constexpr std::string_view modulus =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3o"
      "knjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZH"
      "zu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEg"
      "U8awapJzKnqDKgw";
  EXPECT_EQ(jwk_thumbprint(modulus, "AQAB"), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

}  // namespace
}  // namespace lumen::identity
