// SPDX-License-Identifier: Apache-2.0
#include "agent/conversation_store_embedded.h"

#include <fstream>
#include <iterator>

#include "agent/conversation_store_contract.h"
#include "tests/support/temp_folder.h"

namespace lumen::agent {
namespace {

class EmbeddedConversationFixture {
 public:
  EmbeddedConversationFixture()
      : database_(store::Database::open(folder_.path() / "talk.db", null_metrics()).value()),
        keys_(*database_, SecretKey::generate(random_), random_),
        store_(*database_, keys_, clock_) {
    EXPECT_TRUE(store::SubjectKeys::migrate(*database_));
    EXPECT_TRUE(EmbeddedConversationStore::migrate(*database_));
  }

  ConversationStore& store() { return store_; }
  ManualClock& clock() { return clock_; }
  store::Database& database() { return *database_; }
  store::SubjectKeys& keys() { return keys_; }
  std::filesystem::path folder() const { return folder_.path(); }

 private:
  test::TempFolder folder_;
  SeededRandom random_{1};
  ManualClock clock_{1'800'000'000'000};
  std::unique_ptr<store::Database> database_;
  store::SubjectKeys keys_;
  EmbeddedConversationStore store_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, ConversationStoreContract, EmbeddedConversationFixture);

const UserId ada = UserId::trusted("ada");
const AnalysisId analysis = AnalysisId::trusted("00000000-0000-4000-8000-000000001001");

ConversationEntry entry(std::string text) {
  return {analysis, "session-of-ada", 1'800'000'000'000, 1'800'003'600, std::move(text)};
}

TEST(EmbeddedConversationStore, KeepsNoPlainTextOnDisk) {
  EmbeddedConversationFixture fixture;
  ASSERT_TRUE(test::run(fixture.store().add(ada, entry("why is my cheek red"), Deadline::never())));
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator(fixture.folder())) {
    std::ifstream stream(file.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(stream), {});
  }
  ASSERT_NE(bytes.find(analysis.text()), std::string::npos);
  EXPECT_EQ(bytes.find("cheek"), std::string::npos);
  EXPECT_EQ(bytes.find("session-of-ada"), std::string::npos);
}

TEST(EmbeddedConversationStore, WhatWasSealedWithADestroyedKeyIsAbsent) {
  EmbeddedConversationFixture fixture;
  ASSERT_TRUE(test::run(fixture.store().add(ada, entry("before"), Deadline::never())));
  ASSERT_TRUE(fixture.database().write_blocking<void>(
      [&](store::Connection& connection) { return fixture.keys().destroy(connection, ada.text()); }));
  EXPECT_TRUE(test::run(fixture.store().list(ada, analysis, "", 10, Deadline::never())).value().empty());
}

TEST(EmbeddedConversationStore, AMarkerGoesAfterADay) {
  EmbeddedConversationFixture fixture;
  ASSERT_TRUE(test::run(fixture.store().erase(ada, analysis, Deadline::never())));
  fixture.clock().advance_ms(24LL * 60 * 60 * 1'000 - 1'000);
  EXPECT_EQ(test::run(fixture.store().remove_expired(10, Deadline::never())).value(), 0);
  fixture.clock().advance_ms(1'000);
  EXPECT_EQ(test::run(fixture.store().remove_expired(10, Deadline::never())).value(), 1);
}

}  // namespace
}  // namespace lumen::agent
