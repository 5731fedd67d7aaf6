// SPDX-License-Identifier: Apache-2.0
#include "identity/token_verifier_embedded.h"

#include <atomic>
#include <thread>

#include "identity/jwt.h"
#include "identity/test_keys.h"
#include "identity/token_issuer.h"
#include "identity/token_verifier_contract.h"

namespace lumen::identity {
namespace {

class EmbeddedVerifier {
 public:
  TokenVerifier& verifier() { return verifier_; }
  ManualClock& clock() { return clock_; }
  json::object claims() const {
    return {{"sub", "3f0c9a52-0000-4000-8000-000000000001"},
            {"iss", settings_.issuer},
            {"aud", settings_.client_id},
            {"token_use", "id"},
            {"exp", start_s + 3'600},
            {"iat", start_s}};
  }
  std::string kid() const { return key().kid(); }
  std::string sign(const std::string& header, const std::string& claims) const {
    const std::string text = base64url_encode(as_bytes(header)) + "." + base64url_encode(as_bytes(claims));
    return text + "." + base64url_encode(key().sign(text));
  }
  Bytes public_key() const { return *base64url_decode(key().modulus()); }
  std::string foreign_token() const {
    const std::string header = R"({"kid":")" + kid() + R"(","alg":"RS256"})";
    const std::string text =
        base64url_encode(as_bytes(header)) + "." + base64url_encode(as_bytes(json::serialize(claims())));
    return text + "." + base64url_encode(test_keys().access_token().sign(text));
  }

 private:
  static constexpr UnixSeconds start_s = 1'800'000'000;
  static const RsaKey& key() { return test_keys().id_token(); }
  PoolSettings settings_;
  ManualClock clock_{start_s * 1'000};
  TokenVerifierEmbedded verifier_{test_keys(), settings_, clock_};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, TokenVerifierContract, EmbeddedVerifier);

TEST(TokenVerifierEmbedded, AnAccessTokenIsNoIdToken) {
  const PoolSettings settings;
  ManualClock clock(1'800'000'000'000);
  SeededRandom random(1);
  TokenIssuer issuer(test_keys(), settings, clock, random);
  const TokenPair pair = issuer.issue({UserId::trusted("u-1"), "ann@example.org", {}, "origin", clock.now_s()});
  TokenVerifierEmbedded verifier(test_keys(), settings, clock);
  EXPECT_TRUE(test::run(verifier.verify(pair.id_token, Deadline::never())));
  EXPECT_FALSE(test::run(verifier.verify(pair.access_token, Deadline::never())));
  EXPECT_FALSE(check_access_token(pair.id_token, test_keys(), settings, clock.now_s()));
  EXPECT_TRUE(check_access_token(pair.access_token, test_keys(), settings, clock.now_s()));
}

TEST(TokenVerifierEmbedded, ManyThreadsMayAsk) {
  const PoolSettings settings;
  ManualClock clock(1'800'000'000'000);
  SeededRandom random(2);
  TokenIssuer issuer(test_keys(), settings, clock, random);
  std::vector<std::string> tokens;
  for (int i = 0; i < 8; ++i) {
    tokens.push_back(issuer.issue({UserId::trusted("u-" + std::to_string(i)), "ann@example.org", {}, "o", 1}).id_token);
  }
  TokenVerifierEmbedded verifier(test_keys(), settings, clock);
  std::atomic<int> right{0};
  const auto ask = [&] {
    for (std::size_t i = 0; i < 200; ++i) {
      const auto identity = test::run(verifier.verify(tokens[i % 8], Deadline::never()));
      if (identity && identity->user.text() == "u-" + std::to_string(i % 8)) ++right;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(ask);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 800);
}

Identity someone(int number) { return {UserId::trusted("u-" + std::to_string(number)), 1}; }

TEST(TokenCache, ItIsBoundedAndKeepsWhatIsUsed) {
  TokenCache cache(160);
  const std::string favourite = "header.claims.the-favourite-token";
  cache.remember(favourite, someone(-1));
  for (int i = 0; i < 5'000; ++i) {
    cache.remember("header.claims.signature-" + std::to_string(i), someone(i));
    ASSERT_TRUE(cache.find(favourite));
  }
  EXPECT_LE(cache.size(), 160U);
  EXPECT_GE(cache.size(), 140U);
  EXPECT_FALSE(cache.find("header.claims.signature-0"));
  EXPECT_EQ(cache.find("header.claims.signature-4999")->user.text(), "u-4999");
}

TEST(TokenCache, TokensThatShareTheirEndAreToldApart) {
  TokenCache cache(160);
  const std::string end(64, 'e');
  cache.remember("one." + end, someone(1));
  cache.remember("two." + end, someone(2));
  EXPECT_EQ(cache.find("one." + end)->user.text(), "u-1");
  EXPECT_EQ(cache.find("two." + end)->user.text(), "u-2");
  cache.forget("one." + end);
  EXPECT_FALSE(cache.find("one." + end));
  EXPECT_TRUE(cache.find("two." + end));
  EXPECT_FALSE(cache.find(""));
}

}  // namespace
}  // namespace lumen::identity
