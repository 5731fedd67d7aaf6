// SPDX-License-Identifier: Apache-2.0
#include "aws/sigv4.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace lumen::aws {
namespace {

constexpr UnixSeconds now_s = 1'800'000'000;
const Credentials credentials{"AKIDTEST", "secret", ""};

std::string find(const std::vector<Header>& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& one) { return one.first == name; });
  return found == headers.end() ? "" : found->second;
}

TEST(SigV4, OnlyHeadersThatNoHopChangesAreSigned) {
  Signer signer("us-west-2", "dynamodb");
  const std::vector<Header> headers = {
      {"User-Agent", "x"}, {"Expect", ""}, {"Proxy-Authorization", "y"}, {"Range", "bytes=0-1"}};
  const auto added = signer.sign({"GET", "h", "/", headers, hash_payload("")}, credentials, now_s);
  EXPECT_NE(find(added, "Authorization").find("SignedHeaders=host;range;x-amz-date,"), std::string::npos);
}

TEST(SigV4, TheBodysHashIsSentWhereTheServiceWantsIt) {
  for (const std::string service : {"s3", "aoss"}) {
    Signer signer("us-west-2", service);
    const auto added = signer.sign({"GET", "h", "/", {}, hash_payload("")}, credentials, now_s);
    EXPECT_EQ(find(added, "X-Amz-Content-Sha256"), hash_payload(""));
  }
  Signer signer("us-west-2", "es");
  EXPECT_EQ(find(signer.sign({"GET", "h", "/", {}, hash_payload("")}, credentials, now_s), "X-Amz-Content-Sha256"), "");
}

TEST(SigV4, ServerlessSearchNeverSignsALength) {
  Signer signer("us-west-2", "aoss");
  const std::vector<Header> headers = {{"Content-Length", "2"}};
  const auto added = signer.sign({"POST", "h", "/", headers, hash_payload("{}")}, credentials, now_s);
  EXPECT_EQ(find(added, "Authorization").find("content-length"), std::string::npos);
}

TEST(SigV4, TheKeyChangesAtMidnight) {
  Signer signer("us-west-2", "s3");
  const UnixSeconds midnight_s = 1'800'057'600;  // 2027-01-16T00:00:00Z
  const SigningRequest request{"GET", "h", "/k", {}, std::string(unsigned_payload)};
  const std::string before = signer.presign(request, credentials, midnight_s - 1, 60);
  const std::string after = signer.presign(request, credentials, midnight_s, 60);
  EXPECT_NE(before.find("20270115%2F"), std::string::npos);
  EXPECT_NE(after.find("20270116%2F"), std::string::npos);
  EXPECT_EQ(before, Signer("us-west-2", "s3").presign(request, credentials, midnight_s - 1, 60));
}

TEST(SigV4, PresigningIsDeterministic) {
  Signer signer("us-west-2", "s3");
  const SigningRequest request{"PUT", "h", "/k", {}, std::string(unsigned_payload)};
  EXPECT_EQ(signer.presign(request, credentials, now_s, 900), signer.presign(request, credentials, now_s, 900));
}

TEST(SigV4, ManyThreadsMaySign) {
  Signer signer("us-west-2", "s3");
  const SigningRequest request{"PUT", "h", "/k", {}, std::string(unsigned_payload)};
  constexpr UnixSeconds day_s = 86'400;
  std::vector<std::string> expected;
  for (int day = 0; day < 3; ++day) {
    expected.push_back(Signer("us-west-2", "s3").presign(request, credentials, now_s + day * day_s, 900));
  }
  std::atomic<int> right{0};
  const auto sign = [&] {
    for (std::size_t i = 0; i < 300; ++i) {
      const auto at_s = now_s + static_cast<UnixSeconds>(i % 3) * day_s;
      if (signer.presign(request, credentials, at_s, 900) == expected[i % 3]) ++right;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(sign);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 1'200);
}

TEST(SigningKeys, MoreKeysThanAreKeptStillSignRight) {
  SigningKeys keys;
  const auto sign = [&](int i) {
    const std::string secret = "secret" + std::to_string(i);
    return keys.get({secret, "20270115", "us-west-2", "s3"})->sign("text");
  };
  const std::string first = sign(0);
  for (int i = 1; i < 40; ++i) EXPECT_NE(sign(i), first);
  EXPECT_EQ(sign(0), first);
}

TEST(CanonicalQuery, OneSpellingForEveryWayToWriteIt) {
  EXPECT_EQ(canonical_query("b&a=%7e+%2f&&a=1"), "a=1&a=~%20%2F&b=");
  EXPECT_EQ(canonical_query(""), "");
  EXPECT_EQ(canonical_query("=&a=b=c"), "=&a=b%3Dc");
  EXPECT_FALSE(canonical_query("a=%2"));
}

TEST(CanonicalHeaders, RepeatsKeepTheirOrder) {
  const std::vector<Header> headers = {{"B", " 2  3 "}, {"a", ""}, {"b", "1"}};
  EXPECT_EQ(canonical_headers(headers), (std::vector<Header>{{"a", ""}, {"b", "2 3,1"}}));
  EXPECT_TRUE(canonical_headers({}).empty());
}

TEST(CanonicalPath, DotSegmentsAndSlashes) {
  const auto of = [](std::string_view path) { return canonical_path(path, PathRule::encoded_again); };
  EXPECT_EQ(of("/a/./b/../c/"), "/a/c/");
  EXPECT_EQ(of("/a/b/.."), "/a/");
  EXPECT_EQ(of("/../.."), "/");
  EXPECT_EQ(of("/a/."), "/a/");
  EXPECT_EQ(of("/m%3A0"), "/m%253A0");
  EXPECT_EQ(canonical_path("//a/../b", PathRule::as_sent), "//a/../b");
}

}  // namespace
}  // namespace lumen::aws
