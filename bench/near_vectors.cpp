// SPDX-License-Identifier: Apache-2.0
// lumen-bench-vectors scan COUNT ROUNDS
// lumen-bench-vectors graph easy|hard COUNT ROUNDS FOLDER
// Searches in COUNT drawn vectors of 1536 dimensions (tests/support/synthetic_vectors.h), ours beside a floor or a peer
// in turn. Prints `name value` lines, times as medians over the rounds.
//
// scan: one search of all vectors beside reading as many bytes from memory.
// graph: searches at the least width with recall@10 of 0.99, beside hnswlib alone: its own searchKnn over the same
// bytes, grown in the same order with the same numbers, without rescoring. For a filter that every tenth passes the
// library, which knows none, is asked for more and filtered afterwards. Then growing, memory, the file, and searches
// while vectors come in.

// The header defines functions that are not inline; these names keep them apart from those of search/vector_graph.cpp.
#define hnswlib bench_hnswlib
#define cpuid bench_cpuid
#define xgetbv bench_xgetbv
#define AVXCapable bench_AVXCapable
#define AVX512Capable bench_AVX512Capable
#include <fmt/format.h>
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string_view>
#include <thread>

#include "search/vector_index.h"
#include "tests/support/synthetic_vectors.h"

namespace {

using namespace lumen::search;
using lumen::test::Spread;
using lumen::test::SyntheticVectors;

constexpr std::size_t dimensions = 1'536;
constexpr std::size_t wanted = 10;
constexpr double recall_goal = 0.99;
using Vector = std::vector<float>;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}
double quantile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)];
}
double median(const std::vector<double>& values) { return quantile(values, 0.5); }
void print(std::string_view name, double value) { fmt::print("{} {:.4f}\n", name, value); }

std::vector<Vector> draw(Spread spread, std::size_t count, unsigned seed) {
  SyntheticVectors source(spread, dimensions, seed);
  std::vector<Vector> all(count);
  for (Vector& vector : all) vector = source.next();
  return all;
}

void fill(VectorIndex& index, const std::vector<Vector>& vectors) {
  for (std::uint32_t i = 0; i < vectors.size(); ++i) {
    if (!index.set(i, vectors[i])) std::abort();
  }
}

std::uint64_t read_all(const std::vector<std::uint64_t>& words) {
  std::uint64_t sums[8] = {};
  for (std::size_t at = 0; at + 8 <= words.size(); at += 8) {
    for (std::size_t i = 0; i < 8; ++i) sums[i] += words[at + i];
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t one : sums) sum += one;
  return sum;
}

int bench_scan(std::size_t count, int rounds) {
  VectorIndex::Options options;
  options.exact_items_max = count;
  VectorIndex index(dimensions, options);
  SyntheticVectors source(Spread::hard, dimensions, 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!index.set(i, source.next())) return 1;
  }
  std::vector<std::uint64_t> words(count * dimensions / sizeof(std::uint64_t), 3);
  const std::vector<Vector> queries = draw(Spread::hard, 16, 2);
  std::vector<double> floor_ms, ours_ms, rescored;
  std::uint64_t sum = 0;
  for (int round = 0; round < rounds; ++round) {
    auto start = Clock::now();
    sum += read_all(words);
    floor_ms.push_back(ms_since(start));
    std::size_t candidates = 0;
    start = Clock::now();
    index.search(queries[static_cast<std::size_t>(round) % queries.size()], wanted, {}, &candidates);
    ours_ms.push_back(ms_since(start));
    rescored.push_back(static_cast<double>(candidates));
  }
  if (sum == 0) return 1;
  print("read_ms", median(floor_ms));
  print("scan_ms", median(ours_ms));
  print("rescored", median(rescored));
  print("gb_per_s", static_cast<double>(count * dimensions) / 1e6 / median(ours_ms));
  return 0;
}

// A node's data: the value of one unit, then the bytes.
class ByteSpace final : public hnswlib::SpaceInterface<float> {
 public:
  std::size_t get_data_size() override { return sizeof(float) + dimensions; }
  hnswlib::DISTFUNC<float> get_dist_func() override { return distance; }
  void* get_dist_func_param() override { return nullptr; }
  static std::vector<char> data_of(const Vector& vector) {
    std::vector<char> data(sizeof(float) + dimensions);
    const Rounding rounding =
        round_to_bytes(vector.data(), dimensions, reinterpret_cast<std::int8_t*>(data.data() + sizeof(float)));
    std::memcpy(data.data(), &rounding.step, sizeof(float));
    return data;
  }

 private:
  static float distance(const void* a, const void* b, const void*) {
    float steps[2];
    std::memcpy(&steps[0], a, sizeof(float));
    std::memcpy(&steps[1], b, sizeof(float));
    static const Products& products = best_products();
    const std::int32_t product =
        products.bytes_by_bytes(static_cast<const std::int8_t*>(a) + sizeof(float),
                                static_cast<const std::int8_t*>(b) + sizeof(float), dimensions);
    return -static_cast<float>(product) * steps[0] * steps[1];
  }
};

class BareLibrary {
 public:
  explicit BareLibrary(std::size_t count) : graph_(&space_, count, GraphShape().links, GraphShape().build_width) {}
  void add(const Vector& vector, std::size_t label) { graph_.addPoint(ByteSpace::data_of(vector).data(), label); }
  // The best of those that pass, of `ask` asked for.
  std::vector<std::uint32_t> search(const std::vector<char>& query, std::size_t ask, std::uint32_t one_in) {
    graph_.setEf(ask);
    auto found = graph_.searchKnn(query.data(), one_in == 1 ? wanted : ask);
    std::vector<std::uint32_t> items;
    for (; !found.empty(); found.pop()) {
      if (found.top().second % one_in == 0) items.push_back(static_cast<std::uint32_t>(found.top().second));
    }
    std::reverse(items.begin(), items.end());
    if (items.size() > wanted) items.resize(wanted);
    return items;
  }

 private:
  ByteSpace space_;
  hnswlib::HierarchicalNSW<float> graph_;
};

struct Outcome {
  double recall = 0;
  double us = 0;  // a query
};

struct Bench {
  const std::vector<Vector>& queries;
  std::vector<std::vector<char>> rounded;
  std::vector<std::set<std::uint32_t>> truth;
  std::uint32_t one_in = 1;

  template <class Search>
  Outcome measure(const Search& search) const {
    std::vector<std::vector<std::uint32_t>> answers;
    const auto start = Clock::now();
    for (std::size_t i = 0; i < queries.size(); ++i) answers.push_back(search(i));
    Outcome outcome;
    outcome.us = ms_since(start) * 1000 / static_cast<double>(queries.size());
    std::size_t found = 0;
    for (std::size_t i = 0; i < queries.size(); ++i) {
      for (const std::uint32_t item : answers[i]) found += truth[i].contains(item) ? 1 : 0;
    }
    outcome.recall = static_cast<double>(found) / static_cast<double>(queries.size() * wanted);
    return outcome;
  }
};

std::vector<std::uint32_t> items_of(const std::vector<Hit>& hits) {
  std::vector<std::uint32_t> items;
  for (const Hit& hit : hits) items.push_back(hit.item);
  return items;
}

Filter every(std::uint32_t one_in) {
  if (one_in == 1) return {};
  return [one_in](std::uint32_t item) { return item % one_in == 0; };
}

const std::vector<std::size_t> widths = {32, 48, 64, 96, 128, 160, 224, 320, 448, 640, 896, 1'280, 1'792, 2'560, 5'120};

// The least width with the goal's recall; the widest when none has it.
template <class Try>
std::size_t least_width(const Try& attempt) {
  for (const std::size_t width : widths) {
    if (attempt(width).recall >= recall_goal) return width;
  }
  return widths.back();
}

void bench_searches(VectorIndex& index, BareLibrary& library, Bench bench, std::uint32_t one_in, int rounds) {
  const Filter filter = every(one_in);
  bench.one_in = one_in;
  bench.truth.clear();
  for (const Vector& query : bench.queries) {
    const auto best = items_of(index.search_exactly(query, wanted, filter));
    bench.truth.emplace_back(best.begin(), best.end());
  }
  const auto ours = [&](std::size_t width) {
    index.set_walk_width(width);
    return bench.measure([&](std::size_t i) { return items_of(index.search(bench.queries[i], wanted, filter)); });
  };
  const auto theirs = [&](std::size_t ask) {
    return bench.measure([&](std::size_t i) { return library.search(bench.rounded[i], ask, one_in); });
  };
  const std::size_t width = least_width(ours);
  const std::size_t their_width = one_in == 1 ? width : least_width(theirs);
  std::vector<double> our_us, their_us;
  Outcome our_last, their_last;
  for (int round = 0; round < rounds; ++round) {
    our_us.push_back((our_last = ours(width)).us);
    their_us.push_back((their_last = theirs(their_width)).us);
  }
  const std::string name = fmt::format("one_in_{}_", one_in);
  print(name + "width", static_cast<double>(width));
  print(name + "ours_us", median(our_us));
  print(name + "ours_recall", our_last.recall);
  print(name + "library_width", static_cast<double>(their_width));
  print(name + "library_us", median(their_us));
  print(name + "library_recall", their_last.recall);
}

// Searches one after another while another thread sets vectors, and without it.
void bench_while_inserting(VectorIndex& index, const std::vector<Vector>& queries, Spread spread) {
  const auto timed = [&](std::size_t times) {
    std::vector<double> all_ms;
    for (std::size_t i = 0; i < times; ++i) {
      const auto start = Clock::now();
      index.search(queries[i % queries.size()], wanted);
      all_ms.push_back(ms_since(start));
    }
    return all_ms;
  };
  const std::size_t times = 10 * queries.size();
  const auto quiet = timed(times);
  const std::vector<Vector> more = draw(spread, 4'000, 3);
  std::atomic<bool> done = false;
  const auto first = static_cast<std::uint32_t>(index.size());
  std::size_t inserted = 0;
  const auto start = Clock::now();
  std::thread writer([&] {
    for (; !done; ++inserted) {
      if (!index.set(first + static_cast<std::uint32_t>(inserted % more.size()), more[inserted % more.size()])) return;
      if (inserted % 20 == 19) std::this_thread::sleep_for(std::chrono::milliseconds(10));  // 2,000 a second
    }
  });
  const auto busy = timed(times);
  const double seconds = ms_since(start) / 1000;
  done = true;
  writer.join();
  print("quiet_p50_ms", median(quiet));
  print("quiet_p99_ms", quantile(quiet, 0.99));
  print("inserting_p50_ms", median(busy));
  print("inserting_p99_ms", quantile(busy, 0.99));
  print("inserts_per_s", static_cast<double>(inserted) / seconds);
  index.wait_until_grown();
}

int bench_graph(Spread spread, std::size_t count, int rounds, const std::filesystem::path& folder) {
  const std::vector<Vector> vectors = draw(spread, count, 1);
  const std::vector<Vector> queries = draw(spread, std::min<std::size_t>(200, count / 10), 2);
  VectorIndex::Options options;
  options.exact_items_max = count - 1;  // all at once
  options.file = folder / "vectors";
  auto index = std::make_unique<VectorIndex>(dimensions, options);
  auto start = Clock::now();
  fill(*index, vectors);
  index->wait_until_grown();
  print("grow_s", ms_since(start) / 1000);
  start = Clock::now();
  index->settle();
  index->wait_until_grown();
  print("write_file_ms", ms_since(start));
  print("bytes_per_vector", static_cast<double>(index->figures().heap_bytes) / static_cast<double>(count));

  BareLibrary library(count);
  start = Clock::now();
  for (std::size_t i = 0; i < count; ++i) library.add(vectors[i], i);
  print("library_grow_s", ms_since(start) / 1000);
  Bench bench{queries, {}, {}};
  for (const Vector& query : queries) bench.rounded.push_back(ByteSpace::data_of(query));
  for (const std::uint32_t one_in : {1U, 3U, 10U}) bench_searches(*index, library, bench, one_in, rounds);
  index.reset();
  start = Clock::now();
  VectorIndex again(dimensions, options);
  print("open_file_ms", ms_since(start));
  fill(again, vectors);
  print("open_and_claim_ms", ms_since(start));
  again.settle();
  print("mapped_bytes_per_vector", static_cast<double>(again.figures().mapped_bytes) / static_cast<double>(count));
  bench_while_inserting(again, queries, spread);
  return 0;
}

}  // namespace

int main(int count, char** values) {
  const std::string_view what = count > 1 ? values[1] : "";
  if (what == "scan" && count == 4) {
    return bench_scan(static_cast<std::size_t>(std::atoll(values[2])), std::atoi(values[3]));
  }
  if (what == "graph" && count == 6) {
    const Spread spread = std::string_view(values[2]) == "easy" ? Spread::easy : Spread::hard;
    return bench_graph(spread, static_cast<std::size_t>(std::atoll(values[3])), std::atoi(values[4]), values[5]);
  }
  fmt::print(stderr, "lumen-bench-vectors scan COUNT ROUNDS | graph easy|hard COUNT ROUNDS FOLDER\n");
  return 2;
}
