// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_search_opensearch.h"

#include "catalog/test_opensearch_room.h"
#include "catalog/product_search_contract.h"

namespace lumen::catalog {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;
using test::OpenSearchKind;

struct ServerlessBench : OpenSearchBench {
  ServerlessBench() : OpenSearchBench(OpenSearchKind::serverless) {}
};
INSTANTIATE_TYPED_TEST_SUITE_P(OpenSearchImposter, ProductSearchContract, OpenSearchBench);
INSTANTIATE_TYPED_TEST_SUITE_P(ServerlessImposter, ProductSearchContract, ServerlessBench);

std::vector<std::string> found(ProductSearch& search, const std::string& text, int limit = 8) {
  const auto answer = test::run(search.search({text, {}, limit, {}}, Deadline::never()));
  std::vector<std::string> ids;
  if (!answer) return {answer.error().code};
  for (const ScoredProduct& one : *answer) ids.push_back(one.product.id.text());
  return ids;
}

WriteReport write(OpenSearchBench& bench, std::vector<Product> products) {
  auto report = test::run(bench.adapter->write(std::move(products), Refresh::now, Deadline::never()));
  EXPECT_TRUE(report) << report.error().detail;
  return report ? *report : WriteReport();
}

TEST(ProductSearchOpenSearch, AnswersAConditionAsTheEmbeddedSearchDoes) {
  OpenSearchBench bench;
  CatalogTestRoom room;
  ASSERT_TRUE(test::run(bench.search().index(contract_shelf(), Deadline::never())));
  ASSERT_TRUE(test::run(room.search().index(contract_shelf(), Deadline::never())));
  for (const Label label : all_labels) {
    auto ours = test::run(bench.search().by_condition(label, 8, {}, Deadline::never()));
    auto theirs = test::run(room.search().by_condition(label, 8, {}, Deadline::never()));
    ASSERT_TRUE(ours && theirs);
    ASSERT_EQ(ours->size(), theirs->size());
    for (std::size_t i = 0; i < ours->size(); ++i) {
      EXPECT_EQ((*ours)[i].product, (*theirs)[i].product) << to_string(label);
      EXPECT_EQ((*ours)[i].fit, (*theirs)[i].fit);
      EXPECT_NEAR((*ours)[i].score, (*theirs)[i].score, 1e-6);
    }
  }
}

TEST(ProductSearchOpenSearch, ARefusedRowIsReportedAndTheOthersAreWritten) {
  OpenSearchBench bench;
  bench.imposter.refuse_row("bha", 400, "mapper_parsing_exception");
  const WriteReport report = write(bench, contract_shelf());
  EXPECT_EQ(report.written, 7U);
  ASSERT_EQ(report.refused.size(), 1U);
  EXPECT_EQ(report.refused[0].id.text(), "bha");
  EXPECT_EQ(report.refused[0].reason, "mapper_parsing_exception");
  EXPECT_THAT(found(bench.search(), "acne"), Not(::testing::Contains("bha")));
  EXPECT_TRUE(bench.remote.pause.spans.empty());
}

TEST(ProductSearchOpenSearch, IndexSaysThatARowWasRefused) {
  OpenSearchBench bench;
  bench.imposter.refuse_row("bha", 400, "mapper_parsing_exception");
  const auto indexed = test::run(bench.search().index(contract_shelf(), Deadline::never()));
  ASSERT_FALSE(indexed);
  EXPECT_EQ(indexed.error().code, "remote_refused");
  EXPECT_THAT(indexed.error().detail, HasSubstr("mapper_parsing_exception"));
}

TEST(ProductSearchOpenSearch, ARowThatIsNotTakenForNowIsSentAgainAlone) {
  OpenSearchBench bench;
  bench.imposter.refuse_row("bha", 429, "opensearch_rejected_execution_exception");
  bench.imposter.refuse_row("bha", 503, "unavailable_shards_exception");
  const WriteReport report = write(bench, contract_shelf());
  EXPECT_EQ(report.written, 8U);
  EXPECT_TRUE(report.refused.empty());
  EXPECT_EQ(bench.remote.pause.spans.size(), 2U);
  const auto last = bench.imposter.http().requests().back();
  EXPECT_THAT(last.body, HasSubstr("\"bha\""));
  EXPECT_THAT(last.body, Not(HasSubstr("\"bpo\"")));
}

TEST(ProductSearchOpenSearch, ARowIsSentAFewTimesOnly) {
  for (const int refusals : {ProductSearchOpenSearch::row_attempts_max - 1, ProductSearchOpenSearch::row_attempts_max}) {
    OpenSearchBench bench;
    for (int i = 0; i < refusals; ++i) bench.imposter.refuse_row("bha", 429, "opensearch_rejected_execution_exception");
    const auto report = test::run(bench.adapter->write(contract_shelf(), Refresh::now, Deadline::never()));
    EXPECT_EQ(report.has_value(), refusals < ProductSearchOpenSearch::row_attempts_max);
    EXPECT_EQ(report ? std::string() : report.error().code, report ? "" : "remote_throttled");
    EXPECT_EQ(bench.adapter->size(), report ? 8 : 7);
  }
}

TEST(ProductSearchOpenSearch, WhatTheIndexHoldsIsNotWrittenAgain) {
  OpenSearchBench bench;
  EXPECT_EQ(write(bench, contract_shelf()).written, 8U);
  const auto opened = bench.open();
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(bench.adapter->size(), 8);
  std::vector<Product> shelf = contract_shelf();
  shelf[2].price_range = "$7";
  bench.embedder.count = 0;
  const WriteReport report = write(bench, shelf);
  EXPECT_EQ(report.written, 1U);
  EXPECT_EQ(report.kept, 7U);
  EXPECT_EQ(bench.embedder.count, 1U);
}

TEST(ProductSearchOpenSearch, AnotherEmbedderWritesEverythingAnew) {
  OpenSearchBench bench;
  write(bench, contract_shelf());
  bench.embedder.suffix = "-next";
  EXPECT_EQ(write(bench, contract_shelf()).written, 8U);
}

TEST(ProductSearchOpenSearch, VectorsOfAnotherLengthAreAClearError) {
  OpenSearchBench bench;
  const auto answer = json::parse(
      R"({"shelf":{"mappings":{"properties":{"fingerprint":{},"embedding":{"dimension":384}}}}})");
  const auto checked = check_index(answer, "shelf", 1536);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, "index_mismatch");
  EXPECT_THAT(checked.error().detail, HasSubstr("384"));
  EXPECT_THAT(checked.error().detail, HasSubstr("1536"));
  const auto foreign = json::parse(R"({"shelf":{"mappings":{"properties":{"title":{"type":"text"}}}}})");
  EXPECT_EQ(check_index(foreign, "shelf", 1536).error().code, "index_mismatch");
}

TEST(ProductSearchOpenSearch, AServerThatIsTooOldOrAnotherIsRefused) {
  for (const char* version : {"2.8.0", "1.3.20"}) {
    OpenSearchBench bench;
    bench.imposter.version = version;
    const auto opened = bench.open();
    ASSERT_FALSE(opened) << version;
    EXPECT_EQ(opened.error().code, "remote_refused");
    EXPECT_THAT(opened.error().detail, HasSubstr("2.9"));
  }
  const auto server = [](const char* number) {
    return engine_for_server(json::parse(std::string(R"({"version":{"distribution":"opensearch","number":")") + number +
                                         R"("}})"));
  };
  EXPECT_EQ(server("2.9.0"), VectorEngine::faiss);
  EXPECT_EQ(server("2.10.9"), VectorEngine::faiss);
  EXPECT_EQ(server("2.11.0"), VectorEngine::lucene);
  EXPECT_EQ(server("3.5.0"), VectorEngine::lucene);
  EXPECT_FALSE(engine_for_server(json::parse(R"({"version":{"number":"8.15.0"}})")));
  EXPECT_FALSE(engine_for_server(json::parse(R"([])")));
}

TEST(ProductSearchOpenSearch, FailuresAreTheRemoteOnes) {
  OpenSearchBench bench;
  write(bench, contract_shelf());
  bench.imposter.fail_all(503);
  EXPECT_EQ(found(bench.search(), "acne"), std::vector<std::string>{"remote_failed"});
  bench.imposter.fail_all(429);
  EXPECT_EQ(found(bench.search(), "acne"), std::vector<std::string>{"remote_throttled"});
  bench.imposter.fail_all(403);
  EXPECT_EQ(found(bench.search(), "acne"), std::vector<std::string>{"remote_refused"});
  bench.imposter.fail_all(0);
  bench.imposter.drop_index();
  EXPECT_EQ(found(bench.search(), "acne"), std::vector<std::string>{"remote_index_missing"});
}

TEST(ProductSearchOpenSearch, RemovedProductsAreNotFound) {
  for (const auto kind : {OpenSearchKind::cluster, OpenSearchKind::serverless, OpenSearchKind::serverless_delayed}) {
    OpenSearchBench bench(kind);
    write(bench, contract_shelf());
    bench.imposter.show();
    ASSERT_TRUE(test::run(bench.adapter->remove(
        {ProductId::trusted("bha"), ProductId::trusted("nobody")}, Deadline::never())));
    EXPECT_EQ(bench.adapter->size(), 7);
    EXPECT_THAT(found(bench.search(), "acne"), Not(::testing::Contains("bha")));
  }
}

TEST(ProductSearchOpenSearch, ServerlessRequestsAreSignedAndNameNoIds) {
  OpenSearchBench bench(OpenSearchKind::serverless);
  write(bench, contract_shelf());
  found(bench.search(), "retinol");
  for (const test::SeenRequest& request : bench.imposter.http().requests()) {
    EXPECT_THAT(request.header("Authorization"), HasSubstr("/us-west-2/aoss/aws4_request"));
    EXPECT_THAT(request.header("Authorization"), HasSubstr("x-amz-content-sha256"));
    EXPECT_EQ(request.header("X-Amz-Content-Sha256"), aws::hash_payload(request.body));
    EXPECT_THAT(request.target, Not(HasSubstr("refresh")));
    EXPECT_THAT(request.body, Not(HasSubstr("\"index\":{\"_id\"")));
  }
}

TEST(ProductSearchOpenSearch, ServerlessLeavesNoSecondDocumentBehind) {
  OpenSearchBench bench(OpenSearchKind::serverless_delayed);
  write(bench, contract_shelf());
  bench.imposter.show();
  const Product changed = shelf_product("plain", "Theta", "Charcoal Bar", "Cleanser", {"Water", "Charcoal Powder"});
  EXPECT_EQ(write(bench, {changed}).written, 1U);
  EXPECT_EQ(bench.imposter.documents().size(), 8U);
  // The old form is still shown, and the new one not yet: neither is answered as something it is not.
  EXPECT_THAT(found(bench.search(), "rose bar"), Not(::testing::Contains("plain")));
  bench.imposter.show();
  EXPECT_EQ(found(bench.search(), "charcoal").front(), "plain");
}

TEST(ProductSearchOpenSearch, APasswordIsSentAsBasicAndNowhereElse) {
  OpenSearchBench bench;
  bench.place.user = "lumen";
  bench.place.password = "a secret";
  bench.imposter.want_authorization("Basic bHVtZW46YSBzZWNyZXQ=");
  const auto opened = bench.open();
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_THAT(bench.adapter->describe(), Not(HasSubstr("secret")));
  bench.place.password = "another";
  const auto refused = bench.open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "remote_refused");
  EXPECT_THAT(refused.error().detail, Not(HasSubstr("another")));
}

TEST(ProductSearchOpenSearch, SpeaksTlsToWhoIsTrustedOnly) {
  const test::OpenSearchImposter imposter(OpenSearchKind::cluster, test::Transport::tls);
  OpenSearchBench bench;
  bench.place.url = imposter.url();
  const auto opened = bench.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "remote_untrusted");
}

TEST(ProductSearchOpenSearch, NamesOfIndexesAreChecked) {
  for (const char* good : {"lumen-products", "a", "7.products_of-2026"}) EXPECT_TRUE(check_index_name(good)) << good;
  EXPECT_TRUE(check_index_name(std::string(255, 'a')));
  for (const char* bad : {"", "Products", "-a", "_a", ".a", "a b", "a/b", "a?b", "ä", "a*"}) {
    EXPECT_FALSE(check_index_name(bad)) << bad;
  }
  EXPECT_FALSE(check_index_name(std::string(256, 'a')));
}

}  // namespace
}  // namespace lumen::catalog
