// SPDX-License-Identifier: Apache-2.0
#include "agent/memory_store_embedded.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "agent/memory_store_contract.h"
#include "tests/support/temp_folder.h"

namespace lumen::agent {
namespace {

class EmbeddedMemoryFixture {
 public:
  EmbeddedMemoryFixture()
      : database_(store::Database::open(folder_.path() / "memory.db", null_metrics()).value()),
        keys_(*database_, SecretKey::generate(random_), random_),
        store_(*database_, keys_, clock_) {
    EXPECT_TRUE(store::SubjectKeys::migrate(*database_));
    EXPECT_TRUE(EmbeddedMemoryStore::migrate(*database_));
  }

  MemoryStore& store() { return store_; }
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
  EmbeddedMemoryStore store_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, MemoryStoreContract, EmbeddedMemoryFixture);

const AnalysisId analysis = AnalysisId::trusted("00000000-0000-4000-8000-000000001001");
const UserId ada = UserId::trusted("ada");

MemoryNote note(std::string text) { return {analysis, 1'800'000'000'000, 1'800'003'600, std::move(text)}; }

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(EmbeddedMemoryStore, KeepsNoPlainTextOnDisk) {
  EmbeddedMemoryFixture fixture;
  ASSERT_TRUE(test::run(fixture.store().remember(ada, note("redness on the left cheek"), Deadline::never())));
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(fixture.folder())) bytes += file_bytes(entry.path());
  ASSERT_NE(bytes.find(analysis.text()), std::string::npos);
  EXPECT_EQ(bytes.find("redness"), std::string::npos);
}

TEST(EmbeddedMemoryStore, ANoteOfADestroyedKeyIsAbsent) {
  EmbeddedMemoryFixture fixture;
  ASSERT_TRUE(test::run(fixture.store().remember(ada, note("before"), Deadline::never())));
  ASSERT_TRUE(fixture.database().write_blocking<void>(
      [&](store::Connection& connection) { return fixture.keys().destroy(connection, ada.text()); }));
  EXPECT_TRUE(test::run(fixture.store().recall(ada, 10, Deadline::never())).value().empty());

  MemoryNote later = note("after");
  later.analysis = AnalysisId::trusted("00000000-0000-4000-8000-000000001002");
  ASSERT_TRUE(test::run(fixture.store().remember(ada, later, Deadline::never())));
  EXPECT_EQ(test::run(fixture.store().recall(ada, 10, Deadline::never())).value(), std::vector<MemoryNote>{later});
}

TEST(EmbeddedMemoryStore, ANoteMovedToAnotherAnalysisDoesNotOpen) {
  EmbeddedMemoryFixture fixture;
  ASSERT_TRUE(test::run(fixture.store().remember(ada, note("mine"), Deadline::never())));
  ASSERT_TRUE(fixture.database().write_blocking<void>([](store::Connection& connection) -> Result<void> {
    connection.execute("UPDATE memory_notes SET analysis='00000000-0000-4000-8000-000000001009'");
    return {};
  }));
  EXPECT_TRUE(test::run(fixture.store().recall(ada, 10, Deadline::never())).value().empty());
}

TEST(EmbeddedMemoryStore, AnErasedMarkerGoesAfterADay) {
  EmbeddedMemoryFixture fixture;
  ASSERT_TRUE(test::run(fixture.store().erase(ada, analysis, Deadline::never())));
  fixture.clock().advance_ms(24LL * 60 * 60 * 1'000 - 1'000);
  EXPECT_EQ(test::run(fixture.store().remove_expired(10, Deadline::never())).value(), 0);
  fixture.clock().advance_ms(1'000);
  EXPECT_EQ(test::run(fixture.store().remove_expired(10, Deadline::never())).value(), 1);
}

}  // namespace
}  // namespace lumen::agent
