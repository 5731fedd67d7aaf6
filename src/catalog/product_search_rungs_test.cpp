// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_search_rungs.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <thread>

#include "catalog/test_opensearch_room.h"
#include "catalog/product_search_contract.h"

namespace lumen::catalog {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using test::OpenSearchKind;

struct RungsBench {
  explicit RungsBench(OpenSearchKind kind = OpenSearchKind::cluster) : server(kind) {}

  ProductSearch& search() { return rungs; }
  // What an import does, and the background after it.
  void import(const std::vector<Product>& products) {
    ASSERT_TRUE(test::run(room.store().upsert(products, Deadline::never())));
    ASSERT_TRUE(test::run(rungs.index(products, Deadline::never())));
  }
  // Runs the filler until it has nothing to do.
  void run_until_complete() {
    auto running = boost::asio::co_spawn(
        test::two_threads(), filler.run([this] { return stopping.load(); }), boost::asio::use_future);
    while (!filler.complete()) std::this_thread::yield();
    stopping = true;
    filler.stop();
    running.get();
    stopping = false;
  }
  std::size_t searches() {
    std::size_t count = 0;
    for (const auto& request : server.imposter.http().requests()) count += request.target == "/_msearch" ? 1 : 0;
    return count;
  }
  std::vector<std::string> found(const std::string& text) {
    const auto answer = test::run(rungs.search({text, {}, 8, {}}, Deadline::never()));
    std::vector<std::string> ids;
    if (!answer) return {answer.error().code};
    for (const ScoredProduct& one : *answer) ids.push_back(one.product.id.text());
    return ids;
  }

  OpenSearchBench server;
  CatalogTestRoom room;
  OpenSearchFiller filler{{room.store(), *server.adapter, server.remote.log, null_metrics()},
                          {std::chrono::milliseconds(1), std::chrono::milliseconds(1), std::chrono::milliseconds(1)}};
  ProductSearchRungs rungs{{*server.adapter, filler, room.search(), null_metrics()}, std::chrono::seconds(10)};
  std::atomic<bool> stopping = false;
};

INSTANTIATE_TYPED_TEST_SUITE_P(OpenSearchOverEmbedded, ProductSearchContract, RungsBench);

TEST(ProductSearchRungs, TheEmbeddedSearchAnswersUntilTheIndexIsComplete) {
  RungsBench bench;
  bench.import(contract_shelf());
  EXPECT_EQ(bench.found("acne").size(), 8U);
  EXPECT_EQ(bench.searches(), 0U);
  EXPECT_THAT(bench.rungs.describe(), HasSubstr("being filled"));
  bench.run_until_complete();
  EXPECT_EQ(bench.server.adapter->size(), 8);
  EXPECT_EQ(bench.found("acne").size(), 8U);
  EXPECT_GT(bench.searches(), 0U);
  EXPECT_THAT(bench.rungs.describe(), Not(HasSubstr("being filled")));
}

TEST(ProductSearchRungs, TheEmbeddedSearchAnswersWhenOpenSearchDoesNot) {
  RungsBench bench;
  bench.import(contract_shelf());
  bench.run_until_complete();
  bench.server.imposter.fail_all(503);
  EXPECT_EQ(bench.found("acne").size(), 8U);
  bench.server.imposter.fail_all(0);
  const std::size_t before = bench.searches();
  EXPECT_EQ(bench.found("acne").size(), 8U);
  EXPECT_GT(bench.searches(), before);
}

TEST(ProductSearchRungs, AnIndexThatIsGoneIsMadeAnew) {
  RungsBench bench;
  bench.import(contract_shelf());
  bench.run_until_complete();
  bench.server.imposter.drop_index();
  EXPECT_EQ(bench.found("acne").size(), 8U);
  EXPECT_FALSE(bench.filler.complete());
  bench.run_until_complete();
  EXPECT_EQ(bench.server.imposter.documents().size(), 8U);
}

TEST(ProductSearchRungs, TheIndexFollowsTheStore) {
  for (const auto kind : {OpenSearchKind::cluster, OpenSearchKind::serverless}) {
    RungsBench bench(kind);
    bench.import(contract_shelf());
    bench.run_until_complete();
    const Product changed = shelf_product("plain", "Theta", "Charcoal Bar", "Cleanser", {"Water", "Charcoal Powder"});
    bench.import({changed});
    EXPECT_FALSE(bench.filler.complete());
    bench.run_until_complete();
    EXPECT_EQ(bench.found("charcoal").front(), "plain");
    EXPECT_EQ(bench.server.imposter.documents().size(), 8U);
  }
}

TEST(ProductSearchRungs, WhatTheStoreDoesNotHoldIsTakenAway) {
  RungsBench bench;
  const Product stranger = shelf_product("stranger", "Kappa", "Lost Wash", "Cleanser", {"Water"});
  ASSERT_TRUE(test::run(bench.server.adapter->index({stranger}, Deadline::never())));
  bench.import(contract_shelf());
  bench.run_until_complete();
  EXPECT_EQ(bench.server.imposter.documents().size(), 8U);
  EXPECT_THAT(bench.found("lost wash"), Not(Contains("stranger")));
}

TEST(ProductSearchRungs, AFillThatFailsIsDoneAgain) {
  RungsBench bench;
  bench.import(contract_shelf());
  bench.server.imposter.fail_all(503);
  const auto failed = test::run(bench.filler.fill(Deadline::never()));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "remote_failed");
  EXPECT_FALSE(bench.filler.complete());
  bench.server.imposter.fail_all(0);
  bench.run_until_complete();
  EXPECT_EQ(bench.server.imposter.documents().size(), 8U);
}

TEST(ProductSearchRungs, ARowThatIsRefusedForGoodDoesNotKeepTheIndexIncomplete) {
  RungsBench bench;
  // Once when everything is compared, once because it is new.
  for (int i = 0; i < 2; ++i) bench.server.imposter.refuse_row("bha", 400, "mapper_parsing_exception");
  bench.import(contract_shelf());
  bench.run_until_complete();
  EXPECT_EQ(bench.server.imposter.documents().size(), 7U);
}

}  // namespace
}  // namespace lumen::catalog
