// SPDX-License-Identifier: Apache-2.0
// VectorIndex above the size of the exact scan.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include "search/embedder.h"
#include "search/vector_index.h"
#include "tests/support/synthetic_vectors.h"
#include "tests/support/temp_folder.h"

#ifdef LUMEN_SANITIZED
// While hnswlib links a node it holds that node's lock and takes others in no fixed order. One thread grows a graph and
// cannot wait for itself; the reports come without a stack, so that none of them can be told apart by name.
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options() { return "detect_deadlocks=0"; }
#endif

namespace lumen::search {
namespace {

using test::Spread;
using test::SyntheticVectors;

#ifdef LUMEN_SANITIZED
constexpr std::uint32_t item_count = 2'200;
constexpr std::size_t dimensions = 192;
#else
constexpr std::uint32_t item_count = 4'000;
constexpr std::size_t dimensions = 1'536;
#endif
constexpr std::size_t exact_max = 1'000;
constexpr std::size_t query_count = 60;

class CountingMetrics final : public Metrics {
 public:
  class Cell final : public Counter, public Gauge {
   public:
    void add(double amount) override { value = value + amount; }
    void set(double amount) override { value = amount; }
    std::atomic<double> value = 0;
  };
  Counter& counter(std::string_view name, std::string_view, MetricLabels labels) override {
    return cells[std::string(name) + "/" + labels.at(0).second];
  }
  Gauge& gauge(std::string_view name, std::string_view, MetricLabels) override { return cells[std::string(name)]; }
  Histogram& histogram(std::string_view name, std::string_view help, MetricLabels) override {
    return null_metrics().histogram(name, help);
  }
  double searches(const std::string& way) { return cells["lumen_vector_searches_total/" + way].value; }

  std::map<std::string, Cell> cells;
};

class KeepingLog final : public Log {
 public:
  void write(LogLevel, std::string_view event, Fields fields) override {
    lines += std::string(event);
    for (const LogField& field : fields) {
      if (const auto* text = std::get_if<std::string_view>(&field.value)) lines += " " + std::string(*text);
    }
    lines += "\n";
  }
  std::string lines;
};

std::vector<Vector> draw(Spread spread, std::size_t count, unsigned seed) {
  SyntheticVectors source(spread, dimensions, seed);
  std::vector<Vector> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(source.next());
  return all;
}

// Drawn once for all tests.
const std::vector<Vector>& drawn(Spread spread) {
  static const std::vector<Vector> easy = draw(Spread::easy, item_count, 1);
  static const std::vector<Vector> hard = draw(Spread::hard, item_count, 1);
  return spread == Spread::easy ? easy : hard;
}
const std::vector<Vector>& queries(Spread spread) {
  static const std::vector<Vector> easy = draw(Spread::easy, query_count, 2);
  static const std::vector<Vector> hard = draw(Spread::hard, query_count, 2);
  return spread == Spread::easy ? easy : hard;
}

VectorIndex::Options small_options(std::size_t exact_items_max = exact_max) {
  VectorIndex::Options options;
  options.exact_items_max = exact_items_max;
  return options;
}

void fill(VectorIndex& index, const std::vector<Vector>& vectors) {
  for (std::uint32_t i = 0; i < vectors.size(); ++i) ASSERT_TRUE(index.set(i, vectors[i]));
}

// An index that never leaves the exact scan.
std::unique_ptr<VectorIndex> exact_index(const std::vector<Vector>& vectors) {
  auto index = std::make_unique<VectorIndex>(dimensions);
  for (std::uint32_t i = 0; i < vectors.size(); ++i) index->set(i, vectors[i]);
  return index;
}
const VectorIndex& truth(Spread spread) {
  static const auto easy = exact_index(drawn(Spread::easy));
  static const auto hard = exact_index(drawn(Spread::hard));
  return spread == Spread::easy ? *easy : *hard;
}

double recall_at_10(const VectorIndex& index, const VectorIndex& exact, Spread spread, const Filter& filter = {}) {
  std::size_t found = 0;
  std::size_t wanted = 0;
  for (const Vector& query : queries(spread)) {
    const auto best = exact.search(query, 10, filter);
    const auto hits = index.search(query, 10, filter);
    EXPECT_EQ(hits.size(), best.size());
    EXPECT_TRUE(std::is_sorted(hits.begin(), hits.end(), comes_before));
    std::set<std::uint32_t> items;
    for (const Hit& hit : hits) items.insert(hit.item);
    EXPECT_EQ(items.size(), hits.size()) << "an item twice";
    for (const Hit& hit : best) found += items.contains(hit.item) ? 1 : 0;
    wanted += best.size();
  }
  return static_cast<double>(found) / static_cast<double>(wanted);
}

class GrownIndex : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    metrics = std::make_unique<CountingMetrics>();
    for (const Spread spread : {Spread::easy, Spread::hard}) {
      VectorIndex::Options options = small_options();
      options.metrics = metrics.get();
      auto index = std::make_unique<VectorIndex>(dimensions, options);
      fill(*index, drawn(spread));
      index->wait_until_grown();
      (spread == Spread::easy ? easy : hard) = std::move(index);
    }
  }
  static void TearDownTestSuite() {
    easy.reset();
    hard.reset();
    metrics.reset();
  }
  static inline std::unique_ptr<CountingMetrics> metrics;
  static inline std::unique_ptr<VectorIndex> easy, hard;
};

TEST_F(GrownIndex, FindsNearlyAllInEasyDataAndMostInHardData) {
  EXPECT_GE(recall_at_10(*easy, truth(Spread::easy), Spread::easy), 0.99);
  EXPECT_GE(recall_at_10(*hard, truth(Spread::hard), Spread::hard), 0.97);
  EXPECT_EQ(metrics->searches("exact"), 0);
  EXPECT_EQ(metrics->searches("gave_up"), 0);
  EXPECT_GE(metrics->searches("graph"), 2.0 * query_count);
}

TEST_F(GrownIndex, GivesExactScores) {
  for (const Vector& query : queries(Spread::easy)) {
    const auto hits = easy->search(query, 5);
    const auto best = truth(Spread::easy).search(query, 5);
    for (const Hit& hit : hits) {
      const auto same = std::find_if(best.begin(), best.end(), [&](const Hit& one) { return one.item == hit.item; });
      EXPECT_TRUE(same == best.end() || same->score == hit.score);
    }
  }
}

TEST_F(GrownIndex, FindsItselfFirst) {
  for (std::uint32_t item = 0; item < item_count; item += 97) {
    EXPECT_EQ(hard->search(drawn(Spread::hard)[item], 1).at(0).item, item);
  }
}

struct Share {
  std::uint32_t one_in;
  const char* way;
};
class GrownIndexFiltered : public GrownIndex, public ::testing::WithParamInterface<Share> {};

TEST_P(GrownIndexFiltered, NeverBreaksTheFilterAndFindsWhatPasses) {
  const auto [one_in, way] = GetParam();
  const Filter filter = [one = one_in](std::uint32_t item) { return item % one == 0; };
  const double before = metrics->searches(way);
  for (const Vector& query : queries(Spread::hard)) {
    for (const Hit& hit : hard->search(query, 20, filter)) EXPECT_EQ(hit.item % one_in, 0U);
  }
  EXPECT_EQ(metrics->searches(way) - before, query_count) << way;
  const double recall = recall_at_10(*hard, truth(Spread::hard), Spread::hard, filter);
  EXPECT_GE(recall, std::string(way) == "subset" ? 1.0 : 0.97);
}

#ifdef LUMEN_SANITIZED
INSTANTIATE_TEST_SUITE_P(Shares, GrownIndexFiltered, ::testing::Values(Share{100, "subset"}, Share{10, "subset"}));
#else
INSTANTIATE_TEST_SUITE_P(Shares, GrownIndexFiltered,
                         ::testing::Values(Share{100, "subset"}, Share{10, "subset"}, Share{3, "graph"},
                                           Share{2, "graph"}));
#endif

// A walk that finds nothing that passes is given up for a scan.
TEST_F(GrownIndex, AnswersFullyWhenWhatPassesLiesFarFromTheQuery) {
  CountingMetrics own_metrics;
  VectorIndex::Options options = small_options();
  options.metrics = &own_metrics;
  options.walk_visits = 0;
  VectorIndex index(dimensions, options);
  fill(index, drawn(Spread::easy));
  index.wait_until_grown();
  for (const Vector& query : queries(Spread::easy)) {
    const auto near = truth(Spread::easy).search(query, item_count * 8 / 10);
    std::set<std::uint32_t> hidden;
    for (const Hit& hit : near) hidden.insert(hit.item);
    const Filter far = [&](std::uint32_t item) { return !hidden.contains(item); };
    EXPECT_EQ(index.search(query, 10, far), truth(Spread::easy).search(query, 10, far));
    EXPECT_EQ(easy->search(query, 10, far).size(), 10U);
  }
  EXPECT_GT(own_metrics.searches("gave_up"), query_count / 2.0);
}

TEST_F(GrownIndex, TakesAboutFiveBytesADimension) {
  const auto figures = easy->figures();
  EXPECT_EQ(figures.items, item_count);
  EXPECT_GE(figures.in_graph + 1'024, item_count);
  const double per_item = static_cast<double>(figures.heap_bytes) / item_count;
  EXPECT_GT(per_item, 5.0 * dimensions);
  EXPECT_LT(per_item, 5.0 * dimensions + 250);
}

TEST(GrowingIndex, IsExactUpToItsLimitAndAGraphAbove) {
  CountingMetrics metrics;
  VectorIndex::Options options = small_options();
  options.metrics = &metrics;
  VectorIndex index(dimensions, options);
  const auto& vectors = drawn(Spread::easy);
  for (std::uint32_t i = 0; i < exact_max; ++i) index.set(i, vectors[i]);
  index.wait_until_grown();
  index.search(queries(Spread::easy)[0], 10);
  EXPECT_EQ(index.figures().in_graph, 0U);
  EXPECT_EQ(metrics.searches("exact"), 1);
  index.set(exact_max, vectors[exact_max]);
  index.wait_until_grown();
  index.search(queries(Spread::easy)[0], 10);
  EXPECT_EQ(index.figures().in_graph, exact_max + 1);
  EXPECT_EQ(metrics.searches("graph"), 1);
}

TEST(GrowingIndex, WhatIsNotInTheGraphYetIsFound) {
  VectorIndex index(dimensions, small_options());
  const auto& vectors = drawn(Spread::hard);
  for (std::uint32_t i = 0; i <= exact_max; ++i) index.set(i, vectors[i]);
  index.wait_until_grown();
  for (std::uint32_t i = exact_max + 1; i < exact_max + 500; ++i) {
    index.set(i, vectors[i]);
    EXPECT_EQ(index.search(vectors[i], 1).at(0).item, i);
  }
  EXPECT_EQ(index.figures().in_graph, exact_max + 1);
}

TEST(GrowingIndex, ErasedAndReplacedItemsAreNotFoundAsTheyWere) {
  VectorIndex index(dimensions, small_options());
  const auto& vectors = drawn(Spread::hard);
  for (std::uint32_t i = 0; i < 2'000; ++i) index.set(i, vectors[i]);
  index.wait_until_grown();
  for (std::uint32_t i = 0; i < 200; ++i) index.erase(i);
  for (std::uint32_t i = 200; i < 400; ++i) index.set(i, queries(Spread::easy)[i % query_count]);
  for (std::uint32_t i = 0; i < 400; i += 20) {
    for (const Hit& hit : index.search(vectors[i], 30)) {
      EXPECT_GE(hit.item, 200U);
      EXPECT_TRUE(hit.item >= 400 || hit.score < 0.9) << hit.item;
    }
  }
  EXPECT_EQ(index.search(queries(Spread::easy)[30], 1).at(0).item % query_count, 30U);
}

TEST(GrowingIndex, IsMadeAnewWhenAQuarterIsBuried) {
  VectorIndex index(dimensions, small_options());
  const auto& vectors = drawn(Spread::easy);
  for (std::uint32_t i = 0; i < 2'200; ++i) index.set(i, vectors[i]);
  index.wait_until_grown();
  for (std::uint32_t i = 0; i < 1'100; ++i) index.erase(i);
  index.wait_until_grown();
  EXPECT_LE(index.figures().slots, 1'200U);
  EXPECT_EQ(index.size(), 1'100U);
  for (std::uint32_t i = 0; i < 2'200; i += 100) {
    EXPECT_EQ(index.search(vectors[i], 1).at(0).item == i, i >= 1'100) << i;
  }
}

TEST(GrowingIndex, EveryProcessorFindsTheSame) {
  std::vector<std::vector<Hit>> answers;
  for (const Processor processor : {Processor::portable, Processor::avx2, Processor::vnni}) {
    if (products_for(processor) == nullptr) continue;
    VectorIndex::Options options = small_options(1'499);  // all at once, whatever the pace of the thread
    options.products = products_for(processor);
    VectorIndex index(dimensions, options);
    for (std::uint32_t i = 0; i < 1'500; ++i) index.set(i, drawn(Spread::hard)[i]);
    index.wait_until_grown();
    std::vector<Hit> all;
    for (const Vector& query : queries(Spread::hard)) {
      for (const Hit& hit : index.search(query, 10)) all.push_back(hit);
    }
    answers.push_back(std::move(all));
  }
  for (const auto& answer : answers) EXPECT_EQ(answer, answers.front());
}

TEST(GrowingIndex, SearchesGoOnWhileItemsAreSetReplacedAndErased) {
  VectorIndex index(dimensions, small_options());
  const auto& vectors = drawn(Spread::easy);
  static constexpr std::uint32_t kept = 1'100;
  constexpr std::uint32_t changing = 1'000;
  for (std::uint32_t i = 0; i < kept; ++i) index.set(i, vectors[i]);
  std::atomic<std::size_t> searches = 0;
  std::atomic<std::size_t> missed = 0;
  std::vector<std::thread> readers;
  for (std::uint32_t reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&, reader] {
      for (std::uint32_t i = reader; i < 7 * 60; i += 7) {
        const std::uint32_t item = i % kept;
        const auto hits = index.search(vectors[item], 5, [](std::uint32_t one) { return one < kept; });
        missed += hits.size() == 5 && hits[0].item == item ? 0 : 1;
        ++searches;
      }
    });
  }
  for (int round = 0; round < 3; ++round) {
    for (std::uint32_t i = 0; i < changing; ++i) index.set(kept + i, vectors[(i + 100 * round) % item_count]);
    for (std::uint32_t i = 0; i < changing; i += 3) index.erase(kept + i);
  }
  index.wait_until_grown();
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(searches, 180U);
  EXPECT_EQ(missed, 0U);
}

TEST(GrowingIndex, IsLeftWhileItGrows) {
  VectorIndex index(dimensions, small_options());
  fill(index, drawn(Spread::hard));
}

class IndexFile : public ::testing::Test {
 protected:
  VectorIndex::Options options() {
    VectorIndex::Options options = small_options(count - 1);  // the file gets all at once, whatever the thread's pace
    options.file = folder_.path() / "vectors";
    options.log = &log_;
    return options;
  }
  void write_file() {
    VectorIndex index(dimensions, options());
    set_all(index);
    index.settle();
    index.wait_until_grown();
    before_ = index.search(query(), 10);
  }
  static void set_all(VectorIndex& index) {
    for (std::uint32_t i = 0; i < count; ++i) ASSERT_TRUE(index.set(i, drawn(Spread::hard)[i]));
  }
  static const Vector& query() { return queries(Spread::hard)[0]; }
  std::filesystem::path file() { return folder_.path() / "vectors"; }
  void damage(std::uintmax_t at) {
    std::fstream stream(file(), std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(static_cast<std::streamoff>(at));
    const char byte = static_cast<char>(stream.get() ^ 0x10);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(byte);
  }

  static constexpr std::uint32_t count = 1'500;
  test::TempFolder folder_;
  KeepingLog log_;
  std::vector<Hit> before_;
};

TEST_F(IndexFile, GivesTheNextStartItsGraphWithoutGrowing) {
  write_file();
  VectorIndex index(dimensions, options());
  EXPECT_EQ(index.figures().in_graph, count);
  EXPECT_TRUE(index.search(query(), 10).empty()) << "no item was set";
  set_all(index);
  index.settle();
  EXPECT_EQ(index.figures().slots, count);
  EXPECT_GT(index.figures().mapped_bytes, 0U);
  EXPECT_EQ(index.search(query(), 10), before_);
  EXPECT_EQ(log_.lines, "");
}

TEST_F(IndexFile, ItemsMayHaveOtherNumbersOrBeGone) {
  write_file();
  VectorIndex index(dimensions, options());
  for (std::uint32_t i = 0; i + 100 < count; ++i) index.set(i, drawn(Spread::hard)[i + 100]);
  index.settle();
  EXPECT_EQ(index.figures().slots, count);
  EXPECT_EQ(index.size(), count - 100);
  for (std::uint32_t i = 0; i < count; i += 50) {
    const auto hits = index.search(drawn(Spread::hard)[i], 1);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].item == i - 100, i >= 100);
  }
}

TEST_F(IndexFile, GoesOnGrowingFromTheFile) {
  write_file();
  VectorIndex index(dimensions, options());
  set_all(index);
  index.settle();
  for (std::uint32_t i = 0; i < 60; ++i) index.set(count + i, queries(Spread::easy)[i]);
  EXPECT_EQ(index.search(queries(Spread::easy)[3], 1).at(0).item, count + 3);
  EXPECT_EQ(index.search(query(), 10).size(), 10U);
}

// One byte in each part: header, roundings, checksums, bytes, lowest layer, levels, upper layers.
TEST_F(IndexFile, DamageAnywhereIsSeen) {
  write_file();
  const std::uintmax_t size = std::filesystem::file_size(file());
  for (const std::uintmax_t at : {std::uintmax_t{9}, std::uintmax_t{50}, std::uintmax_t{5'000}, std::uintmax_t{26'000},
                                  std::uintmax_t{100'000}, size - 5'000, size - 12'000, size - 100'000}) {
    SCOPED_TRACE(at);
    damage(at);
    log_.lines.clear();
    EXPECT_EQ(VectorIndex(dimensions, options()).figures().slots, 0U);
    EXPECT_NE(log_.lines.find("vector_file_unusable vector_file_corrupt"), std::string::npos) << log_.lines;
    damage(at);  // back again
    EXPECT_EQ(VectorIndex(dimensions, options()).figures().slots, count);
  }
}

TEST_F(IndexFile, ADamagedFileIsMadeAnew) {
  write_file();
  damage(100'000);
  {
    VectorIndex index(dimensions, options());
    set_all(index);
    index.settle();
    index.wait_until_grown();
    EXPECT_EQ(index.search(query(), 10), before_);
  }
  EXPECT_EQ(VectorIndex(dimensions, options()).figures().in_graph, count);
}

TEST_F(IndexFile, WhatACrashLeftOfWritingIsRemoved) {
  const auto unfinished = folder_.path() / ".vectors.77.1.tmp";
  const auto other = folder_.path() / ".else.77.1.tmp";
  std::ofstream(unfinished) << "half";
  std::ofstream(other) << "half";
  const VectorIndex index(dimensions, options());
  EXPECT_FALSE(std::filesystem::exists(unfinished));
  EXPECT_TRUE(std::filesystem::exists(other));
}

TEST_F(IndexFile, DamagedFloatsAreNotTaken) {
  write_file();
  damage(std::filesystem::file_size(file()) / 2);  // most of the file is floats
  VectorIndex index(dimensions, options());
  set_all(index);
  EXPECT_EQ(index.figures().slots, count + 1) << "one vector was not the one in the file";
  EXPECT_EQ(index.search(query(), 10), before_);
}

TEST_F(IndexFile, ACutFileIsSeen) {
  write_file();
  const std::uintmax_t size = std::filesystem::file_size(file());
  for (const std::uintmax_t left :
       {size - 4'096, size / 2, std::uintmax_t{4'096}, std::uintmax_t{10}, std::uintmax_t{0}}) {
    std::filesystem::resize_file(file(), left);
    log_.lines.clear();
    const VectorIndex index(dimensions, options());
    EXPECT_NE(log_.lines.find("vector_file_corrupt"), std::string::npos) << left;
  }
}

TEST_F(IndexFile, OfOtherDimensionsOrShapeIsLeftAlone) {
  write_file();
  const VectorIndex narrow(768, options());
  EXPECT_EQ(log_.lines, "vector_file_unusable vector_file_other \n");
  log_.lines.clear();
  VectorIndex::Options other = options();
  other.shape.links = 8;
  const VectorIndex sparse(dimensions, other);
  EXPECT_EQ(log_.lines, "vector_file_unusable vector_file_other \n");
}

TEST_F(IndexFile, ThatCannotBeWrittenIsTold) {
  VectorIndex::Options missing = options();
  missing.file = folder_.path() / "no" / "folder" / "vectors";
  VectorIndex index(dimensions, missing);
  set_all(index);
  index.settle();
  index.wait_until_grown();
  EXPECT_NE(log_.lines.find("vector_file_not_written storage_failed"), std::string::npos) << log_.lines;
  EXPECT_EQ(index.search(query(), 10).size(), 10U);
}

}  // namespace
}  // namespace lumen::search
