// SPDX-License-Identifier: Apache-2.0
// What the embedded table promises beyond the contracts: nothing personal in the file, keys that can be
// destroyed, a cache that is never stale, queries that use their indexes.
#include "analyses/analysis_table.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "analyses/embedded_analyses_test.h"

namespace lumen::analyses {
namespace {

class AnalysisTableTest : public AnalysesContract<EmbeddedAnalyses> {
 protected:
  Claim claimed(std::uint32_t n) { return claim_one(analysis_number(n)); }

  // Every byte of the database and its journals.
  std::string all_bytes() {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(fixture_.file().parent_path())) {
      std::ifstream in(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
  }

  // The texts of the statements that a connection has prepared for this room.
  static std::set<std::string> statements_of(store::Connection& connection) {
    std::set<std::string> texts;
    for (sqlite3_stmt* at = nullptr; (at = sqlite3_next_stmt(connection.raw(), at)) != nullptr;) {
      const std::string text = sqlite3_sql(at);
      if (text.find("analyses") != std::string::npos && text.find("CREATE") == std::string::npos) texts.insert(text);
    }
    return texts;
  }
  // Of the writer and of the readers, which a nested read takes one by one.
  std::set<std::string> all_statements() {
    std::set<std::string> texts;
    const auto add = [&texts](store::Connection& connection) { texts.merge(statements_of(connection)); };
    EXPECT_TRUE(fixture_.database().write_blocking<void>([&](store::Connection& connection) -> Result<void> {
      add(connection);
      return {};
    }));
    EXPECT_TRUE(fixture_.database().read([&](store::Connection& first) -> Result<void> {
      add(first);
      return fixture_.database().read([&](store::Connection& second) -> Result<void> {
        add(second);
        return {};
      });
    }));
    return texts;
  }

  std::vector<std::string> query_plan(const std::string& sql) {
    auto plan = fixture_.database().read([&](store::Connection& connection) -> Result<std::vector<std::string>> {
      const std::string explain = "EXPLAIN QUERY PLAN " + sql;
      sqlite3_stmt* raw = nullptr;
      if (sqlite3_prepare_v2(connection.raw(), explain.c_str(), -1, &raw, nullptr) != SQLITE_OK) {
        return lumen::fail(internal(sqlite3_errmsg(connection.raw())));
      }
      std::vector<std::string> lines;
      constexpr int detail_column = 3;
      while (sqlite3_step(raw) == SQLITE_ROW) {
        lines.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(raw, detail_column)));
      }
      sqlite3_finalize(raw);
      return lines;
    });
    EXPECT_TRUE(plan) << plan.error().detail;
    return plan.value_or(std::vector<std::string>());
  }
};

TEST_F(AnalysisTableTest, TheFilesHoldNoPlainResult) {
  ResultDocuments documents;
  documents.prediction = "PLAIN-prediction";
  documents.enhanced_analysis = "PLAIN-enhanced";
  documents.products = "PLAIN-products";
  documents.timing = "PLAIN-timing";
  documents.severity = Severity::severe;
  const Claim completed = claimed(1);
  ASSERT_TRUE(store_prediction(completed, "PLAIN-early"));
  ASSERT_TRUE(test::run(queue().complete(completed, documents, never())));
  const Claim failed = claimed(2);
  AnalysisFailure failure{"PLAIN-code", "PLAIN-message", "PLAIN-hint", true};
  ASSERT_TRUE(test::run(queue().fail(failed, failure, never())));
  ASSERT_TRUE(release(claimed(3), 60'000, "PLAIN-reason"));
  ASSERT_TRUE(release(last_claim_of(analysis_number(4)), 0, "PLAIN-last"));

  const auto expect_sealed = [this] {
    const std::string bytes = all_bytes();
    ASSERT_NE(bytes.find("ann"), std::string::npos);
    EXPECT_EQ(bytes.find("PLAIN-"), std::string::npos);
    EXPECT_EQ(bytes.find("severe"), std::string::npos);
  };
  expect_sealed();
  fixture_.restart();
  expect_sealed();
  EXPECT_EQ((*get(ann(), analysis_number(1)))->documents.timing, "PLAIN-timing");
  EXPECT_EQ((*get(ann(), analysis_number(2)))->failure->code, "PLAIN-code");
}

TEST_F(AnalysisTableTest, DestroyingAPersonsKeyMakesTheirResultsUnreadable) {
  ASSERT_TRUE(complete(claimed(1)));
  ASSERT_TRUE(get(ann(), analysis_number(1)));
  const auto destroyed = fixture_.database().write_blocking<void>(
      [this](store::Connection& connection) { return fixture_.keys().destroy(connection, "ann"); });
  ASSERT_TRUE(destroyed);
  fixture_.table().forget_all_of(ann());
  expect_unreadable(ann(), analysis_number(1));
  fixture_.restart();
  expect_unreadable(ann(), analysis_number(1));
  // A key made later opens nothing of before.
  const Claim later = claimed(2);
  ASSERT_TRUE(complete(later));
  EXPECT_TRUE(get(ann(), analysis_number(2)));
  EXPECT_FALSE(get(ann(), analysis_number(1)));
}

TEST_F(AnalysisTableTest, ASealedValueMovedToAnotherRowDoesNotOpen) {
  ASSERT_TRUE(complete(claimed(1)));
  ASSERT_TRUE(complete(claimed(2)));
  const auto moved = fixture_.database().write_blocking<void>([](store::Connection& connection) -> Result<void> {
    connection.execute(
        "UPDATE analyses SET sealed_result = (SELECT sealed_result FROM analyses WHERE row = 1) WHERE row = 2");
    return {};
  });
  ASSERT_TRUE(moved);
  fixture_.restart();
  EXPECT_TRUE(get(ann(), analysis_number(1)));
  const auto read = get(ann(), analysis_number(2));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::internal);
}

// A damaged sealed prediction costs stage 1 again, but never stops the queue.
TEST_F(AnalysisTableTest, ADamagedPredictionIsMadeAgain) {
  const Claim held = claimed(1);
  ASSERT_TRUE(store_prediction(held));
  ASSERT_TRUE(release(held, 0));
  const auto damaged = fixture_.database().write_blocking<void>([](store::Connection& connection) -> Result<void> {
    connection.execute("UPDATE analyses SET sealed_prediction = x'00112233'");
    return {};
  });
  ASSERT_TRUE(damaged);
  const auto next = claim();
  ASSERT_TRUE(next);
  EXPECT_EQ(next->prediction, "");
  ASSERT_TRUE(complete(*next));
  EXPECT_TRUE(get(ann(), analysis_number(1)));
}

TEST_F(AnalysisTableTest, AHitIsTheSameObjectAndAWriteEndsIt) {
  const Claim held = claimed(1);
  const auto first = get(ann(), analysis_number(1));
  EXPECT_EQ(*get(ann(), analysis_number(1)), *first);
  EXPECT_EQ(history(1).analyses.at(0), *first);
  ASSERT_TRUE(store_prediction(held));
  const auto second = get(ann(), analysis_number(1));
  EXPECT_NE(*second, *first);
  EXPECT_GT((*second)->revision, (*first)->revision);
  EXPECT_EQ((*first)->documents.prediction, "");
}

// A reader that runs beside a writer sees what was answered before it asked, never an older state.
TEST_F(AnalysisTableTest, AReaderNeverFallsBehindAnAnsweredWrite) {
  const Claim held = claimed(1);
  std::atomic<int> answered{0};
  std::atomic<bool> stop{false};
  std::atomic<int> stale{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const int at_least = answered.load();
        const auto read = get(ann(), analysis_number(1));
        const std::string& text = (*read)->documents.prediction;
        if (!text.empty() && std::stoi(text) < at_least) ++stale;
        if (text.empty() && at_least > 0) ++stale;
      }
    });
  }
  for (int i = 1; i <= 200; ++i) {
    EXPECT_TRUE(store_prediction(held, std::to_string(i)));
    answered = i;
  }
  stop = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(stale, 0);
  EXPECT_EQ((*get(ann(), analysis_number(1)))->documents.prediction, "200");
}

TEST_F(AnalysisTableTest, ConcurrentCreatesOfOneIdMakeOneRow) {
  std::atomic<int> created{0};
  std::atomic<int> existed{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      const auto outcome = create(ann(), analysis_number(1));
      if (outcome) ++(*outcome == CreateOutcome::created ? created : existed);
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(created, 1);
  EXPECT_EQ(existed, 7);
}

TEST_F(AnalysisTableTest, ErasingLeavesNoTraceOfTheOwnerBeyondAMarkUntilTheTtl) {
  ASSERT_TRUE(complete(claimed(1)));
  ASSERT_TRUE(remove(ann(), analysis_number(1)));
  ASSERT_TRUE(erase(analysis_number(1)));
  const auto count = [this](const char* sql) {
    return *fixture_.database().read([sql](store::Connection& connection) -> Result<std::int64_t> {
      auto row = connection.prepare(sql);
      row.step();
      return row.integer(0);
    });
  };
  EXPECT_EQ(count("SELECT count(*) FROM analyses"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM erased_analyses"), 1);
  clock().advance_ms(contract_retention_s * 1000);
  ASSERT_TRUE(create(ann(), analysis_number(2)));
  ASSERT_TRUE(remove(ann(), analysis_number(2)));
  ASSERT_TRUE(erase(analysis_number(2)));
  EXPECT_EQ(count("SELECT count(*) FROM erased_analyses"), 1);
}

// No statement of the embedded adapters walks a table: each finds its rows by key or by an index.
TEST_F(AnalysisTableTest, EveryStatementUsesAnIndex) {
  fixture_.restart();
  ASSERT_TRUE(complete(claimed(1)));
  ASSERT_TRUE(create(ann(), analysis_number(1)));
  ASSERT_TRUE(mark_announced(analysis_number(1)));
  ASSERT_TRUE(fail_for_good(claimed(2)));
  ASSERT_TRUE(release(last_claim_of(analysis_number(3)), 0));
  ASSERT_TRUE(retry(analysis_number(3)));
  const auto held = claim();
  ASSERT_TRUE(held);
  ASSERT_TRUE(renew(*held));
  ASSERT_TRUE(store_prediction(*held));
  ASSERT_TRUE(create(ann(), analysis_number(4)));
  ASSERT_TRUE(expire_upload(analysis_number(4)));
  ASSERT_TRUE(remove(ann(), analysis_number(1)));
  ASSERT_TRUE(remove(ann(), analysis_number(1)));
  ASSERT_TRUE(erase(analysis_number(1)));
  ASSERT_TRUE(erase(analysis_number(1)));
  EXPECT_FALSE(upload(analysis_number(1)));
  EXPECT_EQ(due().size(), 2U);
  EXPECT_EQ(dead_letters().size(), 0U);
  EXPECT_EQ(history(10).analyses.size(), 3U);
  EXPECT_TRUE(get(ann(), analysis_number(2)));
  EXPECT_TRUE(test::run(queue().next_due_ms(never())));

  const std::set<std::string> statements = all_statements();
  EXPECT_GE(statements.size(), 25U);
  for (const std::string& sql : statements) {
    for (const std::string& line : query_plan(sql)) {
      const bool walks = line.starts_with("SCAN") && line.find("analyses") != std::string::npos;
      EXPECT_TRUE(!walks || line.find("USING INDEX") != std::string::npos ||
                  line.find("USING COVERING INDEX") != std::string::npos)
          << line << "\n"
          << sql;
      EXPECT_TRUE(line.find("TEMP B-TREE") == std::string::npos || sql.find("UNION ALL") != std::string::npos)
          << line << "\n"
          << sql;
    }
  }
}

}  // namespace
}  // namespace lumen::analyses
