// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fstream>
#include <thread>
#include <vector>

#include "store/subject_keys.h"
#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"

namespace lumen::store {
namespace {

class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open(folder_.path() / "test.db", null_metrics());
    ASSERT_TRUE(opened) << opened.error().detail;
    database_ = std::move(*opened);
    ASSERT_TRUE(database_->migrate("test", {"CREATE TABLE words(word TEXT UNIQUE)"}));
  }
  Result<int> count() {
    return database_->read([](Connection& c) -> Result<int> {
      auto row = c.prepare("SELECT count(*) FROM words");
      row.step();
      return static_cast<int>(row.integer(0));
    });
  }
  static std::function<Result<void>(Connection&)> add(std::string word) {
    return [word = std::move(word)](Connection& c) -> Result<void> {
      c.prepare("INSERT INTO words VALUES(?)").bind(1, word).run();
      return {};
    };
  }

  test::TempFolder folder_;
  boost::asio::io_context loop_;  // outlives the database's thread, which posts to it
  std::unique_ptr<Database> database_;
};

TEST_F(DatabaseTest, AWriteThatWasAnsweredIsReadable) {
  EXPECT_TRUE(test::run(database_->write<void>(add("one"), Deadline::never())));
  EXPECT_EQ(*count(), 1);
}

TEST_F(DatabaseTest, EachReadSeesEveryWriteThatWasAnswered) {
  for (int i = 1; i < 50; ++i) {
    ASSERT_TRUE(test::run(database_->write<void>(add("w" + std::to_string(i)), Deadline::never())));
    ASSERT_EQ(*count(), i);
    ASSERT_TRUE(database_->write_blocking<void>(add("b" + std::to_string(i))));
    ASSERT_EQ(*count(), ++i);
    ASSERT_EQ(*count(), i);  // from the same snapshot
  }
}

TEST_F(DatabaseTest, ACommitOfAnotherProcessIsSeenWhenTheSnapshotIsOld) {
  EXPECT_EQ(*count(), 0);
  Connection other((folder_.path() / "test.db").string(), Connection::Mode::read_write);
  other.execute("INSERT INTO words VALUES('from elsewhere')");
  std::this_thread::sleep_for(Readers::snapshot_ms_max);
  EXPECT_EQ(*count(), 1);
}

TEST_F(DatabaseTest, AReadThatFailsLeavesNoBrokenSnapshot) {
  const auto broken = database_->read([](Connection& c) -> Result<int> {
    c.prepare("SELECT word FROM no_such_table").step();
    return 0;
  });
  EXPECT_FALSE(broken);
  EXPECT_TRUE(database_->write_blocking<void>(add("one")));
  EXPECT_EQ(*count(), 1);
}

// A snapshot that is kept must not keep the log from being folded into the file: it would grow without end.
TEST_F(DatabaseTest, TheLogStaysBoundedWhileReadsGoOn) {
  const std::string wide(4'000, 'w');
  std::uintmax_t log_bytes_max = 0;
  for (int i = 0; i < 2'500; ++i) {
    ASSERT_TRUE(test::run(database_->write<void>(add(std::to_string(i) + wide), Deadline::never())));
    if (i % 10 != 0) continue;
    ASSERT_EQ(*count(), i + 1);
    log_bytes_max = std::max(log_bytes_max, std::filesystem::file_size(folder_.path() / "test.db-wal"));
  }
  EXPECT_LT(log_bytes_max, std::uintmax_t{5} * 1'000 * 4'096);
}

TEST_F(DatabaseTest, ManyThreadsReadWhileOneWrites) {
  std::atomic<int> written{0};
  std::atomic<bool> stale{false};
  std::atomic<bool> done{false};
  const auto watch = [&] {
    while (!done) {
      const int answered = written;
      const auto seen = count();
      if (!seen || *seen < answered) stale = true;
    }
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(watch);
  for (int i = 1; i <= 200; ++i) {
    EXPECT_TRUE(test::run(database_->write<void>(add("w" + std::to_string(i)), Deadline::never())));
    written = i;
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_FALSE(stale);
}

TEST_F(DatabaseTest, OneFailingWriteOfAGroupTakesNobodyWithIt) {
  int succeeded = 0;
  int failed = 0;
  const auto one = [&](int number) -> Task<void> {
    const auto done = co_await database_->write<void>(add("w" + std::to_string(number / 2)), Deadline::never());
    ++(done ? succeeded : failed);
  };
  for (int i = 0; i < 50; ++i) boost::asio::co_spawn(loop_, one(i), boost::asio::detached);
  loop_.run();
  EXPECT_EQ(succeeded, 25);
  EXPECT_EQ(failed, 25);
  EXPECT_EQ(*count(), 25);
}

TEST_F(DatabaseTest, AnExpiredWriteIsNotRun) {
  const auto done = test::run(database_->write<void>(add("late"), Deadline::after(std::chrono::seconds(-1))));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::timed_out);
  EXPECT_EQ(*count(), 0);
}

TEST_F(DatabaseTest, AMigrationRunsOnce) {
  EXPECT_TRUE(database_->migrate("test", {"CREATE TABLE words(word TEXT UNIQUE)", "CREATE TABLE more(x)"}));
  EXPECT_TRUE(database_->migrate("test", {"CREATE TABLE words(word TEXT UNIQUE)", "CREATE TABLE more(x)"}));
}

TEST_F(DatabaseTest, ADamagedFileIsNamed) {
  const auto path = folder_.path() / "broken.db";
  std::ofstream(path) << std::string(8192, 'x');
  const auto opened = Database::open(path, null_metrics());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "database_corrupt");
}

TEST_F(DatabaseTest, ADestroyedSubjectKeyDoesNotComeBack) {
  ASSERT_TRUE(SubjectKeys::migrate(*database_));
  SystemRandom random;
  const SecretKey master = SecretKey::generate(random);
  SubjectKeys keys(*database_, master, random);
  const auto make = [&](Connection& c) -> Result<Bytes> {
    const auto key = keys.find_or_create(c, "ann");
    if (!key) return fail(key.error());
    return keys.seal_for(*key, "secret", "row-1");
  };
  const auto sealed = database_->write_blocking<Bytes>(make);
  ASSERT_TRUE(sealed);
  SubjectKeys reopened(*database_, master, random);
  const auto key = reopened.find("ann");
  ASSERT_TRUE(key);
  EXPECT_EQ(as_text(*unseal(*key, *sealed, "row-1")), "secret");
  EXPECT_FALSE(unseal(*key, *sealed, "row-2"));
  ASSERT_TRUE(database_->write_blocking<void>([&](Connection& c) { return reopened.destroy(c, "ann"); }));
  EXPECT_FALSE(reopened.find("ann"));
}

}  // namespace
}  // namespace lumen::store
