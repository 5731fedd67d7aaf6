// SPDX-License-Identifier: Apache-2.0
// The OpenSearch adapter on a real node, whose address is in LUMEN_TEST_OPENSEARCH_URL. Disabled where there is none;
// tests/engines/opensearch.sh starts one and enables these.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "catalog/catalog_test_room.h"
#include "catalog/product_search_contract.h"
#include "catalog/product_search_opensearch.h"
#include "catalog/sample_catalog.h"
#include "tests/support/remote_bench.h"

namespace lumen::catalog {
namespace {

class NodeBench {
 public:
  NodeBench() {
    const char* url = std::getenv("LUMEN_TEST_OPENSEARCH_URL");
    if (url == nullptr) throw std::runtime_error("LUMEN_TEST_OPENSEARCH_URL is not set");
    static int number = 0;
    place.url = url;
    index = "lumen-test-" + std::to_string(++number);
    if (const auto opened = open(); !opened) throw std::runtime_error(opened.error().detail);
  }

  Result<void> open() {
    adapter.reset();
    adapter = std::make_unique<ProductSearchOpenSearch>(
        place, index, ProductSearchOpenSearch::Parts{embedder, pool, remote.tools()});
    return test::run(adapter->prepare(Deadline::never()));
  }
  ProductSearch& search() { return *adapter; }

  OpenSearchPlace place;
  std::string index;
  test::RemoteBench remote;
  CountingEmbedder embedder;
  BlockingPool pool{1, 16};
  std::unique_ptr<ProductSearchOpenSearch> adapter;
};

INSTANTIATE_TYPED_TEST_SUITE_P(DISABLED_OpenSearchNode, ProductSearchContract, NodeBench);

// The sample catalog behind both searches.
struct BothShelves {
  BothShelves() {
    if (!test::run(load_sample_catalog(room.store(), room.search(), null_metrics(), Deadline::never()))) {
      throw std::runtime_error("the sample catalog does not load");
    }
    auto products = test::run(list_all(room.store(), Deadline::never()));
    const auto report = test::run(node.adapter->write(*products, Refresh::later, Deadline::never()));
    if (!report || !report->refused.empty()) throw std::runtime_error("rows were refused");
    if (!test::run(node.adapter->refresh(Deadline::never()))) throw std::runtime_error("no refresh");
  }

  std::vector<std::string> ids(ProductSearch& search, SearchQuery query) {
    const auto answer = test::run(search.search(std::move(query), Deadline::never()));
    EXPECT_TRUE(answer) << answer.error().detail;
    std::vector<std::string> all;
    for (const ScoredProduct& one : *answer) all.push_back(one.product.id.text() + ": " + one.product.why);
    return all;
  }

  CatalogTestRoom room;
  NodeBench node;
};

TEST(DISABLED_OpenSearchNode, AnswersConditionsExactlyAsTheEmbeddedSearchDoes) {
  BothShelves both;
  EXPECT_EQ(both.node.search().size(), both.room.search().size());
  for (const Label label : all_labels) {
    SearchQuery query{"", label, 20, {}};
    EXPECT_EQ(both.ids(both.node.search(), query), both.ids(both.room.search(), query)) << to_string(label);
    query.filters.price_usd_max = 20;
    query.filters.avoid_actives = {"retinoid"};
    EXPECT_EQ(both.ids(both.node.search(), query), both.ids(both.room.search(), query)) << to_string(label);
  }
}

TEST(DISABLED_OpenSearchNode, AnswersWordsMuchAsTheEmbeddedSearchDoes) {
  BothShelves both;
  std::size_t same = 0;
  std::size_t all = 0;
  for (const char* text : {"retinol serum", "gentle cleanser for dry skin", "vitamin c", "sunscreen for oily skin",
                           "niacinamide toner", "hydrating mask", "eye cream with caffeine", "clay"}) {
    const auto ours = both.ids(both.node.search(), {text, {}, 10, {}});
    const auto theirs = both.ids(both.room.search(), {text, {}, 10, {}});
    ASSERT_EQ(ours.size(), theirs.size()) << text;
    all += theirs.size();
    for (const std::string& one : theirs) same += static_cast<std::size_t>(std::count(ours.begin(), ours.end(), one));
  }
  std::printf("of ten products, %.2f are in both answers\n",
              10.0 * static_cast<double>(same) / static_cast<double>(all));
  EXPECT_GE(10 * same, 7 * all);
}

TEST(DISABLED_OpenSearchNode, KeepsWhatItHeldAndTakesProductsAway) {
  NodeBench bench;
  ASSERT_TRUE(test::run(bench.search().index(contract_shelf(), Deadline::never())));
  ASSERT_TRUE(bench.open());
  EXPECT_EQ(bench.adapter->size(), 8);
  const auto again = test::run(bench.adapter->write(contract_shelf(), Refresh::now, Deadline::never()));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->kept, 8U);
  ASSERT_TRUE(test::run(bench.adapter->remove({ProductId::trusted("bha")}, Deadline::never())));
  ASSERT_TRUE(bench.open());
  EXPECT_EQ(bench.adapter->size(), 7);
  EXPECT_TRUE(test::run(bench.adapter->check_server(Deadline::never())));
}

// The server refuses words of more than 32,766 bytes in a row, and the whole request for an id of more than 512 bytes.
TEST(DISABLED_OpenSearchNode, ARowThatTheServerRefusesDoesNotHoldUpTheOthers) {
  NodeBench bench;
  std::vector<Product> shelf = contract_shelf();
  shelf[1].brand = std::string(40'000, 'x');
  shelf[2].id = ProductId::trusted(std::string(513, 'x'));
  shelf[3].id = ProductId::trusted(std::string(512, 'x'));
  const auto report = test::run(bench.adapter->write(shelf, Refresh::now, Deadline::never()));
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_EQ(report->written, 6U);
  ASSERT_EQ(report->refused.size(), 2U);
  EXPECT_EQ(report->refused[0].id, shelf[2].id);
  EXPECT_EQ(report->refused[1].id, shelf[1].id);
}

}  // namespace
}  // namespace lumen::catalog
