// SPDX-License-Identifier: Apache-2.0
#include "identity/user_pool_embedded.h"

#include <fstream>
#include <future>
#include <iterator>
#include <thread>

#include "base/files.h"
#include "identity/password_hash.h"
#include "identity/test_keys.h"
#include "identity/token_verifier_embedded.h"
#include "identity/user_pool_contract.h"
#include "tests/support/temp_folder.h"

namespace lumen::identity {
namespace {

class EmbeddedPool {
 public:
  EmbeddedPool() { open(); }
  UserPool& pool() { return *pool_; }
  ManualClock& clock() { return clock_; }
  store::Database& database() { return *database_; }
  store::SubjectKeys& subjects() { return *subjects_; }
  BlockingPool& blocking() { return blocking_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  void close() {
    pool_.reset();
    subjects_.reset();
    database_.reset();
  }
  void open() {
    database_ = std::move(store::Database::open(folder_.path() / "lumen.db", null_metrics()).value());
    EXPECT_TRUE(store::SubjectKeys::migrate(*database_));
    subjects_ = std::make_unique<store::SubjectKeys>(*database_, master_, random_);
    const UserPoolParts parts{*database_, *subjects_, test_keys(), blocking_, clock_, random_};
    pool_ = std::move(UserPoolEmbedded::open(parts, lookup_key_, PoolSettings()).value());
  }

 private:
  test::TempFolder folder_;
  SystemRandom random_;
  ManualClock clock_{1'800'000'000'000};
  SecretKey master_ = SecretKey::generate(random_);
  SecretKey lookup_key_ = SecretKey::generate(random_);
  BlockingPool blocking_{2, 62};
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SubjectKeys> subjects_;
  std::unique_ptr<UserPoolEmbedded> pool_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, UserPoolContract, EmbeddedPool);

class UserPoolEmbeddedTest : public ::testing::Test {
 protected:
  Result<UserId> add(const std::string& email) {
    return test::run(fixture_.pool().add_confirmed(email, "Correct-horse-1", Deadline::never()));
  }
  Result<Tokens> sign_in(const std::string& email) {
    return test::run(fixture_.pool().sign_in(email, "Correct-horse-1", Deadline::never()));
  }
  EmbeddedPool fixture_;
};

TEST_F(UserPoolEmbeddedTest, EverythingIsThereAfterAReopen) {
  ASSERT_TRUE(add("ann@example.org"));
  const auto tokens = sign_in("ann@example.org");
  ASSERT_TRUE(tokens);
  for (int i = 0; i < 6; ++i) {
    EXPECT_FALSE(test::run(fixture_.pool().sign_in("bob@example.org", "Wrong-horse-1", Deadline::never())));
  }
  fixture_.close();
  fixture_.open();
  EXPECT_TRUE(sign_in("ann@example.org"));
  EXPECT_TRUE(test::run(fixture_.pool().refresh(tokens->refresh_token, Deadline::never())));
  EXPECT_TRUE(test::run(fixture_.pool().get_user(tokens->access_token, Deadline::never())));
  EXPECT_EQ(sign_in("bob@example.org").error().message, "Password attempts exceeded");
}

TEST_F(UserPoolEmbeddedTest, TheDatabaseFilesNameNobody) {
  const SignUpRequest request{"secretive.ann@example.org", "Correct-horse-1", {{"name", "Ann-the-Secretive"}}};
  const auto signed_up = test::run(fixture_.pool().sign_up(request, Deadline::never()));
  ASSERT_TRUE(signed_up);
  ASSERT_TRUE(test::run(fixture_.pool().confirm_sign_up(request.email, signed_up->code, Deadline::never())));
  const auto tokens = sign_in(request.email);
  ASSERT_TRUE(tokens);
  fixture_.close();
  std::string stored;
  for (const auto& file : std::filesystem::directory_iterator(fixture_.folder())) {
    std::ifstream in(file.path(), std::ios::binary);
    stored.append(std::istreambuf_iterator<char>(in), {});
  }
  ASSERT_NE(stored.find(signed_up->user.text()), std::string::npos);  // the right files were read
  for (const std::string& secret : {std::string("secretive.ann"), std::string("Ann-the-Secretive"), request.password,
                                    std::string("argon2id"), tokens->refresh_token, tokens->access_token}) {
    EXPECT_EQ(stored.find(secret), std::string::npos) << secret;
  }
}

TEST_F(UserPoolEmbeddedTest, WhoseKeyWasDestroyedIsNobody) {
  const auto user = add("ann@example.org");
  ASSERT_TRUE(user);
  const auto tokens = sign_in("ann@example.org");
  ASSERT_TRUE(tokens);
  ASSERT_TRUE(fixture_.database().write_blocking<void>(
      [&](store::Connection& c) { return fixture_.subjects().destroy(c, user->text()); }));
  EXPECT_EQ(sign_in("ann@example.org").error().message, "Incorrect username or password.");
  EXPECT_FALSE(test::run(fixture_.pool().refresh(tokens->refresh_token, Deadline::never())));
  EXPECT_FALSE(test::run(fixture_.pool().get_user(tokens->access_token, Deadline::never())));
}

// Both pass the pool that hashes, so both take as long: with the pool full, both are refused as busy.
TEST_F(UserPoolEmbeddedTest, NobodyCostsAHashLikeAnybody) {
  ASSERT_TRUE(add("ann@example.org"));
  BlockingPool full(1, 0);
  std::promise<void> started;
  std::promise<void> finish;
  std::thread occupier([&] {
    auto wait = [&]() -> Result<int> {
      started.set_value();
      finish.get_future().wait();
      return 0;
    };
    EXPECT_TRUE(test::run(full.run(std::move(wait), Deadline::never())));
  });
  started.get_future().wait();
  SystemRandom random;
  ManualClock clock(1'800'000'000'000);
  const UserPoolParts parts{fixture_.database(), fixture_.subjects(), test_keys(), full, clock, random};
  const auto pool = UserPoolEmbedded::open(parts, SecretKey::generate(random), PoolSettings());
  ASSERT_TRUE(pool);
  for (const char* email : {"ann@example.org", "nobody@example.org"}) {
    const auto answer = test::run((*pool)->sign_in(email, "Correct-horse-1", Deadline::never()));
    EXPECT_EQ(answer.error().code, "busy") << email;
    EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  }
  finish.set_value();
  occupier.join();
}

TEST_F(UserPoolEmbeddedTest, AnotherLookupKeyFindsNobody) {
  ASSERT_TRUE(add("ann@example.org"));
  SystemRandom random;
  const UserPoolParts parts{fixture_.database(), fixture_.subjects(), test_keys(),
                            fixture_.blocking(), fixture_.clock(),    random};
  const auto other = UserPoolEmbedded::open(parts, SecretKey::generate(random), PoolSettings());
  ASSERT_TRUE(other);
  EXPECT_FALSE(test::run((*other)->sign_in("ann@example.org", "Correct-horse-1", Deadline::never())));
}

TEST_F(UserPoolEmbeddedTest, ItsIdTokensPassTheVerifierAndItsAccessTokensDoNot) {
  const auto user = add("ann@example.org");
  ASSERT_TRUE(user);
  const auto tokens = sign_in("ann@example.org");
  ASSERT_TRUE(tokens);
  TokenVerifierEmbedded verifier(test_keys(), PoolSettings(), fixture_.clock());
  const auto identity = test::run(verifier.verify(tokens->id_token, Deadline::never()));
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->user, *user);
  EXPECT_FALSE(test::run(verifier.verify(tokens->access_token, Deadline::never())));
}

TEST_F(UserPoolEmbeddedTest, APastDeadlineEndsASignIn) {
  ASSERT_TRUE(add("ann@example.org"));
  const auto late = test::run(
      fixture_.pool().sign_in("ann@example.org", "Correct-horse-1", Deadline::after(std::chrono::seconds(-1))));
  EXPECT_EQ(late.error().kind, ErrorKind::timed_out);
}

TEST_F(UserPoolEmbeddedTest, SessionsOfAPersonAreBounded) {
  const UserId ann = UserId::trusted("u-ann");
  const auto hash_of = [](int number) {
    const Sha256 digest = sha256(as_bytes(std::to_string(number)));
    return Bytes(digest.begin(), digest.end());
  };
  ASSERT_TRUE(fixture_.database().write_blocking<void>([&](store::Connection& c) -> Result<void> {
    insert_session(c, hash_of(-1), {UserId::trusted("u-bob"), "origin-bob", 1, 9, false});
    for (int i = 0; i <= sessions_per_user_max; ++i)
      insert_session(c, hash_of(i), {ann, "origin-" + std::to_string(i), 1, 9, false});
    return {};
  }));
  const auto exists = [&](int number) {
    return *fixture_.database().read(
        [&](store::Connection& c) -> Result<bool> { return find_session(c, hash_of(number)).has_value(); });
  };
  EXPECT_FALSE(exists(0));
  EXPECT_TRUE(exists(1));
  EXPECT_TRUE(exists(sessions_per_user_max));
  EXPECT_TRUE(exists(-1));
}

TEST_F(UserPoolEmbeddedTest, WhatExpiredIsPrunedByLaterSignIns) {
  ASSERT_TRUE(add("ann@example.org"));
  ASSERT_TRUE(sign_in("ann@example.org"));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(sign_in("nobody@example.org"));
  const auto count = [&](const char* sql) {
    return *fixture_.database().read([&](store::Connection& c) -> Result<std::int64_t> {
      auto row = c.prepare(sql);
      row.step();
      return row.integer(0);
    });
  };
  EXPECT_EQ(count("SELECT count(*) FROM identity_attempts"), 1);
  fixture_.clock().advance_ms(31LL * 24 * 3'600'000);
  ASSERT_TRUE(sign_in("ann@example.org"));
  EXPECT_EQ(count("SELECT count(*) FROM identity_attempts"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM identity_sessions"), 1);
}

}  // namespace
}  // namespace lumen::identity
