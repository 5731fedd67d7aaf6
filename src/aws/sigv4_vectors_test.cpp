// SPDX-License-Identifier: Apache-2.0
// The signer against published answers (sigv4_vectors.inc).

#include <gtest/gtest.h>

#include "aws/sigv4.h"
#include "base/encoding.h"
#include "base/crypto.h"

namespace lumen::aws {
namespace {

struct TestKey {
  const char* access_key_id;
  const char* secret_access_key;
  UnixSeconds now_s;
};
constexpr TestKey suite_key{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                            1'440'938'160};  // 20150830T123600Z
constexpr TestKey s3_key{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                         1'369'353'600};                                                         // 20130524T000000Z
constexpr TestKey own_key{"AKIDOWNEXAMPLE", "own/Example+Secret/Key0123456789", 1'770'433'445};  // 20260207T030405Z

constexpr const char* empty_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* unsigned_hash = "UNSIGNED-PAYLOAD";

enum class SignBody { no, yes };  // yes: the header form also signs x-amz-content-sha256

struct Answer {
  std::string canonical_request_sha256;
  std::string signature;
};

struct KnownAnswer {
  const char* name;
  TestKey key;
  const char* service;
  const char* region;
  PathRule rule;
  const char* method;
  const char* host;
  const char* target;  // under encoded_again: the path before its one encoding
  std::vector<Header> headers;
  const char* payload_hash;
  SignBody sign_body;
  const char* session_token;
  int expires_in_s;
  Answer in_header;  // empty: the source has no such form
  Answer in_query;
};

#include "aws/sigv4_vectors.inc"

Credentials credentials_of(const KnownAnswer& known) {
  return {known.key.access_key_id, known.key.secret_access_key, known.session_token};
}

std::string after(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? "" : text.substr(at + mark.size());
}

// What the signer must have hashed, put together from its own output.
std::string canonical_hash(const KnownAnswer& known, std::vector<Header> headers, std::string_view query) {
  headers.emplace_back("Host", known.host);
  const std::vector<Header> canonical = canonical_headers(headers);
  const std::string_view target = known.target;
  const std::string path = canonical_path(target.substr(0, target.find('?')), known.rule);
  return hash_payload(canonical_request({known.method, path, *canonical_query(query), canonical, known.payload_hash}));
}

std::string_view query_of(std::string_view target) {
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? "" : target.substr(mark + 1);
}

void check_header_form(const KnownAnswer& known) {
  Signer signer(known.region, known.service, known.rule);
  std::vector<Header> headers = known.headers;
  if (known.sign_body == SignBody::yes) headers.emplace_back("x-amz-content-sha256", known.payload_hash);
  const auto added = signer.sign({known.method, known.host, known.target, headers, known.payload_hash},
                                 credentials_of(known), known.key.now_s);
  ASSERT_EQ(added.back().first, "Authorization");
  EXPECT_EQ(after(added.back().second, "Signature="), known.in_header.signature);
  headers.insert(headers.end(), added.begin(), added.end() - 1);
  EXPECT_EQ(canonical_hash(known, headers, query_of(known.target)), known.in_header.canonical_request_sha256);
}

void check_query_form(const KnownAnswer& known) {
  Signer signer(known.region, known.service, known.rule);
  const std::string target = signer.presign({known.method, known.host, known.target, known.headers, known.payload_hash},
                                            credentials_of(known), known.key.now_s, known.expires_in_s);
  EXPECT_EQ(after(target, "&X-Amz-Signature="), known.in_query.signature);
  EXPECT_EQ(canonical_hash(known, known.headers, query_of(target)), known.in_query.canonical_request_sha256);
}

int check_all(const std::vector<KnownAnswer>& answers) {
  int checked = 0;
  for (const KnownAnswer& known : answers) {
    SCOPED_TRACE(known.name);
    if (!known.in_header.signature.empty()) check_header_form(known), ++checked;
    if (!known.in_query.signature.empty()) check_query_form(known), ++checked;
  }
  return checked;
}

TEST(SigV4Vectors, TheSigningSuiteOfAwsInBothForms) { EXPECT_EQ(check_all(suite_answers), 76); }
TEST(SigV4Vectors, TheOlderSuite) { EXPECT_EQ(check_all(older_suite_answers), 5); }
TEST(SigV4Vectors, TheExamplesOfTheS3Guide) { EXPECT_EQ(check_all(s3_example_answers), 6); }
TEST(SigV4Vectors, EveryServiceThatLumenCallsAgreesWithBotocore) { EXPECT_EQ(check_all(botocore_answers), 14); }

}  // namespace
}  // namespace lumen::aws
