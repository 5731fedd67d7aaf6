// SPDX-License-Identifier: Apache-2.0
// Embedders elsewhere: they may be away, and one may take over from another while searches go on.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "catalog/catalog_lexicon.h"
#include "catalog/product_search_contract.h"
#include "catalog/product_search_embedded.h"
#include "catalog/product_store_embedded.h"
#include "catalog/vector_renewal.h"
#include "search/embedder_builtin.h"
#include "search/hash.h"
#include "search/words.h"
#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"

namespace lumen::catalog {
namespace {

// A model elsewhere: words hashed onto a few dimensions.
class EmbedderElsewhere final : public search::Embedder {
 public:
  EmbedderElsewhere(std::string id, std::size_t dimensions) : id_(std::move(id)), dimensions_(dimensions) {}
  std::string id() const override { return id_; }
  std::size_t dimensions() const override { return dimensions_; }
  bool is_remote() const override { return true; }
  Task<Result<std::vector<search::Vector>>> embed(std::vector<std::string> texts, Deadline) override {
    if (failures > 0) --failures;
    if (away || failures > 0) co_return fail(unavailable("remote_unreachable", "It is away."));
    std::vector<search::Vector> vectors;
    for (const std::string& text : texts) {
      vectors.emplace_back(dimensions_, 0.0F);
      for (const std::string& word : search::split_words(text)) {
        vectors.back()[search::hash_text(word) % dimensions_] = 1.0F;
      }
      double squares = 0;
      for (const float value : vectors.back()) squares += static_cast<double>(value);
      for (float& value : vectors.back()) value = value / static_cast<float>(std::sqrt(std::max(squares, 1.0)));
    }
    count += texts.size();
    co_return vectors;
  }
  std::atomic<bool> away = false;
  std::atomic<int> failures = 0;  // one less than this many calls fail
  std::atomic<std::size_t> count = 0;

 private:
  std::string id_;
  std::size_t dimensions_;
};

// What the test's search wrote last, by name.
class LastMetrics final : public Metrics {
 public:
  struct Value final : Counter, Gauge {
    void add(double amount) override { value = value + amount; }
    void set(double amount) override { value = amount; }
    std::atomic<double> value = 0;
  };
  Counter& counter(std::string_view name, std::string_view, MetricLabels) override { return values[std::string(name)]; }
  Gauge& gauge(std::string_view name, std::string_view, MetricLabels) override { return values[std::string(name)]; }
  Histogram& histogram(std::string_view name, std::string_view help, MetricLabels labels) override {
    return null_metrics().histogram(name, help, std::move(labels));
  }
  std::map<std::string, Value> values;
};

class RecordedLog final : public Log {
 public:
  void write(LogLevel, std::string_view event, Fields) override {
    const std::lock_guard lock(mutex_);
    events_.emplace_back(event);
  }
  std::vector<std::string> events() const {
    const std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> events_;
};

class Renewal : public ::testing::Test {
 protected:
  // As a new process with this embedder would.
  void open(search::Embedder& embedder) {
    search_.reset();
    store_.reset();
    database_.reset();
    metrics_.values.clear();
    auto opened = store::Database::open(folder_.path() / "catalog.db", null_metrics());
    ASSERT_TRUE(opened);
    database_ = std::move(*opened);
    ASSERT_TRUE(ProductStoreEmbedded::migrate(*database_) && ProductSearchEmbedded::migrate(*database_));
    store_ = std::make_unique<ProductStoreEmbedded>(*database_);
    ProductSearchEmbedded::Parts parts{*store_, *database_, embedder, pool_, metrics_};
    parts.previous = [this](std::string_view id) -> std::unique_ptr<search::Embedder> {
      if (id == builtin_.id() && knows_builtin_) {
        return std::make_unique<search::EmbedderBuiltin>(make_catalog_lexicon());
      }
      if (id == "model-a") return std::make_unique<EmbedderElsewhere>("model-a", 512);
      return nullptr;
    };
    auto search = test::run(ProductSearchEmbedded::open(parts, Deadline::never()));
    ASSERT_TRUE(search);
    search_ = std::move(*search);
    ASSERT_TRUE(test::run(search_->warm_up(Deadline::never())));
  }
  void put(const std::vector<Product>& products) {
    ASSERT_TRUE(test::run(store_->upsert(products, Deadline::never())));
    ASSERT_TRUE(test::run(search_->index(products, Deadline::never())));
  }
  std::vector<std::string> answer_to(const std::string& text, int limit = 8) {
    const auto answer = test::run(search_->search({text, {}, limit, {}}, Deadline::never()));
    EXPECT_TRUE(answer) << answer.error().code;
    std::vector<std::string> ids;
    for (const ScoredProduct& one : answer ? *answer : std::vector<ScoredProduct>()) {
      ids.push_back(one.product.id.text());
    }
    return ids;
  }
  Result<ProductSearchEmbedded::Renewal> renew() { return test::run(search_->renew(Deadline::never())); }
  double metric(const std::string& name) { return metrics_.values[name].value; }
  std::size_t rows(const std::string& embedder) {
    std::size_t count = 0;
    ProductVectors vectors(*database_, embedder, embedder == "model-a" ? 512 : embedder == "model-b" ? 64 : 1'536);
    EXPECT_TRUE(vectors.read_keys([&](std::string_view, std::uint64_t) { ++count; }));
    return count;
  }

  test::TempFolder folder_;
  BlockingPool pool_{2, 64};
  LastMetrics metrics_;
  search::EmbedderBuiltin builtin_{make_catalog_lexicon()};
  EmbedderElsewhere a_{"model-a", 512};
  EmbedderElsewhere b_{"model-b", 64};
  bool knows_builtin_ = true;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<ProductStoreEmbedded> store_;
  std::unique_ptr<ProductSearchEmbedded> search_;
};

TEST_F(Renewal, AnEmbedderElsewhereMakesVectorsAsProductsCome) {
  open(a_);
  put(contract_shelf());
  EXPECT_EQ(a_.count, 8U);
  EXPECT_EQ(search_->renewal().missing, 0U);
  EXPECT_TRUE(search_->renewal().answering);
  EXPECT_EQ(answer_to("retinol").front(), "retinol");
  EXPECT_EQ(metric("lumen_product_search_lexical_total"), 0);
  a_.count = 0;
  open(a_);
  EXPECT_EQ(a_.count, 0U) << "what was made before is not made again";
}

TEST_F(Renewal, WhileItIsAwayWordsAndFitAnswer) {
  open(a_);
  a_.away = true;
  put(contract_shelf());
  EXPECT_EQ(metric("lumen_product_vectors_missing"), 8);
  EXPECT_EQ(answer_to("Rose Bar").front(), "plain");
  EXPECT_EQ(answer_to("dark circles").front(), "caffeine");
  EXPECT_EQ(metric("lumen_product_search_lexical_total"), 1) << "the label needs no vector";
  EXPECT_EQ(answer_to("retinol").size(), 8U);
  EXPECT_EQ(metric("lumen_product_search_lexical_total"), 2);
  EXPECT_FALSE(renew());

  a_.away = false;
  const auto renewed = renew();
  ASSERT_TRUE(renewed);
  EXPECT_EQ(renewed->missing, 0U);
  EXPECT_EQ(metric("lumen_product_vectors_missing"), 0);
  EXPECT_EQ(answer_to("Rose Bar").front(), "plain");
  EXPECT_EQ(metric("lumen_product_search_lexical_total"), 2) << "now vectors answer again";
}

TEST_F(Renewal, ACatalogThatStartsWhileItIsAwayIsServed) {
  open(builtin_);
  put(contract_shelf());
  knows_builtin_ = false;
  a_.away = true;
  open(a_);
  EXPECT_EQ(search_->size(), 8);
  EXPECT_EQ(search_->renewal().missing, 8U);
  EXPECT_TRUE(search_->renewal().answering) << "nobody else can be asked";
  EXPECT_EQ(answer_to("Rose Bar").front(), "plain");
  EXPECT_EQ(metric("lumen_product_search_lexical_total"), 1);
}

TEST_F(Renewal, TheOldVectorsAnswerUntilTheNewSetIsComplete) {
  open(builtin_);
  std::vector<Product> many = contract_shelf();
  for (int i = 0; i < 92; ++i) {
    const std::string n = std::to_string(i);
    many.push_back(shelf_product("p" + n, "Brand" + n, "Gel " + n, "Treatment", {"Water", "Niacinamide"}));
  }
  put(many);
  open(builtin_);  // equal products rank by their ids from here on
  const auto before = answer_to("exfoliant for the evening");
  open(a_);
  EXPECT_FALSE(search_->renewal().answering);
  EXPECT_EQ(search_->renewal().missing, 100U);
  EXPECT_EQ(answer_to("exfoliant for the evening"), before) << "the built-in vectors answer";
  EXPECT_EQ(a_.count, 0U);

  const auto half = renew();
  ASSERT_TRUE(half);
  EXPECT_EQ(half->missing, 36U);
  EXPECT_FALSE(half->answering);
  EXPECT_EQ(answer_to("exfoliant for the evening"), before);
  EXPECT_EQ(metric("lumen_product_vectors_missing"), 36);

  open(a_);  // a restart in the middle
  EXPECT_EQ(search_->renewal().missing, 36U);
  EXPECT_EQ(answer_to("exfoliant for the evening"), before);
  EXPECT_EQ(rows(builtin_.id()), 100U);
  const auto done = renew();
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->answering);
  EXPECT_EQ(a_.count, 100U) << "each product once, over both starts";
  ASSERT_TRUE(test::run(search_->remove_old_vectors(Deadline::never())));
  EXPECT_EQ(rows(builtin_.id()), 0U);
  EXPECT_EQ(rows("model-a"), 100U);
  a_.count = 0;
  EXPECT_EQ(answer_to("Gel 7").size(), 8U);
  EXPECT_EQ(a_.count, 1U) << "the new embedder is asked now";
  EXPECT_EQ(metric("lumen_product_search_lexical_total"), 0);
}

TEST_F(Renewal, OldVectorsAreKeptWhileTheyAnswer) {
  open(builtin_);
  put(contract_shelf());
  open(a_);
  ASSERT_TRUE(test::run(search_->remove_old_vectors(Deadline::never())));
  EXPECT_EQ(rows(builtin_.id()), 8U);
}

TEST_F(Renewal, FromOneModelElsewhereToAnother) {
  open(a_);
  put(contract_shelf());
  open(b_);
  EXPECT_FALSE(search_->renewal().answering);
  EXPECT_EQ(answer_to("retinol").front(), "retinol");
  EXPECT_EQ(metric("lumen_product_search_lexical_total"), 0) << "model a is still asked";
  const auto done = renew();
  ASSERT_TRUE(done && done->answering);
  EXPECT_EQ(b_.count, 8U);
  EXPECT_EQ(answer_to("retinol").front(), "retinol");
}

TEST_F(Renewal, BackToTheBuiltInNeedsNobody) {
  open(a_);
  put(contract_shelf());
  open(builtin_);
  EXPECT_EQ(search_->renewal().missing, 0U);
  EXPECT_TRUE(search_->renewal().answering);
  EXPECT_EQ(rows("model-a"), 8U) << "kept until the server removes them";
  ASSERT_TRUE(test::run(search_->remove_old_vectors(Deadline::never())));
  EXPECT_EQ(rows("model-a"), 0U);
}

TEST_F(Renewal, ProductsThatComeAndGoMeanwhileAreRight) {
  open(builtin_);
  put(contract_shelf());
  a_.away = true;
  open(a_);
  put({shelf_product("new", "Iota", "Sulfur Paste", "Treatment", {"Sulfur 10%", "Water"})});
  EXPECT_EQ(answer_to("sulfur").front(), "new") << "with a vector of the old embedder";
  ASSERT_TRUE(test::run(search_->remove({ProductId::trusted("plain")}, Deadline::never())));
  EXPECT_EQ(search_->renewal().missing, 8U);
  a_.away = false;
  const auto done = renew();
  ASSERT_TRUE(done && done->answering);
  EXPECT_EQ(a_.count, 8U);
  EXPECT_EQ(answer_to("sulfur").front(), "new");
  for (const std::string& id : answer_to("Rose Bar")) EXPECT_NE(id, "plain");
  put({shelf_product("new", "Iota", "Oat Paste", "Treatment", {"Colloidal Oatmeal", "Water"})});
  EXPECT_EQ(search_->renewal().missing, 0U);
  EXPECT_EQ(answer_to("oat paste").front(), "new");
}

TEST_F(Renewal, SearchesGoOnWhileAnotherEmbedderTakesOver) {
  open(builtin_);
  put(contract_shelf());
  open(a_);
  std::atomic<int> answered = 0;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      for (int i = 0; i < 40; ++i) answered += answer_to(i % 2 == 0 ? "retinol" : "Rose Bar").size() == 8 ? 1 : 0;
    });
  }
  while (!renew()->answering) std::this_thread::yield();
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(answered, 120);
}

TEST_F(Renewal, InTheBackgroundItTriesAgainUntilAllIsThere) {
  open(builtin_);
  put(contract_shelf());
  open(a_);
  a_.failures = 3;
  using std::chrono_literals::operator""ms;
  RecordedLog log;
  VectorRenewal renewal(*search_, log, {.look_again = 1ms, .pause_first = 1ms, .pause_max = 2ms, .call_max = 60'000ms});
  std::thread runner([&] { test::run(renewal.run()); });
  while (!search_->renewal().answering || rows(builtin_.id()) > 0) std::this_thread::yield();
  renewal.stop();
  runner.join();
  const std::vector<std::string> wanted{"product_vectors_wait", "product_vectors_wait", "product_vectors_complete"};
  EXPECT_EQ(log.events(), wanted);
}

TEST(ProductVectorsTable, RowsOfItsFirstFormStay) {
  const test::TempFolder folder;
  auto opened = store::Database::open(folder.path() / "catalog.db", null_metrics());
  ASSERT_TRUE(opened);
  store::Database& database = **opened;
  ASSERT_TRUE(database.migrate(
      "product_vectors", {"CREATE TABLE product_vectors(product_id TEXT NOT NULL UNIQUE, embedder TEXT NOT NULL, "
                          "text_fingerprint INTEGER NOT NULL, vector BLOB NOT NULL)"}));
  std::function<Result<void>(store::Connection&)> insert = [](store::Connection& connection) -> Result<void> {
    connection.execute("INSERT INTO product_vectors VALUES('p', 'old', 7, x'0000803F')");
    return {};
  };
  ASSERT_TRUE(test::run(database.write<void>(insert, Deadline::never())));
  ASSERT_TRUE(ProductVectors::migrate(database));
  ProductVectors vectors(database, "old", 1);
  std::string seen;
  ASSERT_TRUE(vectors.read_all([&](std::string_view id, std::uint64_t fingerprint, std::span<const float> vector) {
    seen += std::string(id) + " " + std::to_string(fingerprint) + " " + std::to_string(vector[0]);
  }));
  EXPECT_EQ(seen, "p 7 1.000000");
}

}  // namespace
}  // namespace lumen::catalog
