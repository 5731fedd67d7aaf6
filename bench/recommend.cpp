// SPDX-License-Identifier: Apache-2.0
// lumen-bench-recommend COUNT SEARCHES FOLDER
// Recommendations end to end, through catalog::ProductSearch over SQLite: COUNT made-up products with vectors of 1536
// dimensions by the built-in embedder, asked in turn for a condition, for free words and for words with a filter.
// Prints `name value` lines: milliseconds by kind of question, seconds of indexing, and memory.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/run_blocking.h"
#include "catalog/catalog_lexicon.h"
#include "catalog/product_search_embedded.h"
#include "catalog/product_store_embedded.h"
#include "search/embedder_builtin.h"

namespace lumen {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void give_up(const Error& error) {
  fmt::print(stderr, "lumen-bench-recommend: {} {} {}\n", error.code, error.message, error.detail);
  std::exit(1);
}
template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

constexpr std::array ingredients = {"Water",
                                    "Glycerin",
                                    "Niacinamide",
                                    "Salicylic Acid",
                                    "Retinol",
                                    "Ceramide NP",
                                    "Panthenol",
                                    "Squalane",
                                    "Zinc Oxide",
                                    "Caffeine",
                                    "Ascorbic Acid",
                                    "Benzoyl Peroxide",
                                    "Glycolic Acid",
                                    "Centella Asiatica Extract",
                                    "Allantoin",
                                    "Azelaic Acid",
                                    "Sodium Hyaluronate",
                                    "Tocopherol",
                                    "Shea Butter",
                                    "Fragrance",
                                    "Lactic Acid",
                                    "Peptide Complex",
                                    "Aloe Barbadensis Leaf Juice",
                                    "Urea"};
constexpr std::array kinds = {"Cleanser", "Moisturizer", "Serum",          "Toner",
                              "Mask",     "Eye care",    "Sun protection", "Treatment"};
constexpr std::array looks = {"Calm", "Clear", "Bright", "Velvet", "Pure", "Deep", "Silk", "Fresh", "Gentle", "Daily"};
constexpr std::array forms = {"Cream", "Gel", "Fluid", "Foam", "Drops", "Balm", "Lotion", "Milk", "Stick", "Oil"};

class Shelf {
 public:
  Product next() {
    Product product;
    product.id = ProductId::trusted("made-up-" + std::to_string(++made_));
    product.brand = fmt::format("Brand {}", pick(500));
    product.category = kinds[pick(kinds.size())];
    product.name = fmt::format("{} {} {} No {}", looks[pick(looks.size())], ingredients[pick(ingredients.size())],
                               forms[pick(forms.size())], pick(1'000));
    product.price_range = usd_text(static_cast<double>(5 + pick(95)));
    product.rating = static_cast<double>(30 + pick(20)) / 10;
    product.review_count = static_cast<std::int64_t>(pick(2'000));
    product.rated = true;
    for (std::size_t i = 0; i < 8; ++i) product.ingredients.emplace_back(ingredients[pick(ingredients.size())]);
    return product;
  }

 private:
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(engine_); }

  std::mt19937 engine_{5};
  std::size_t made_ = 0;
};

void fill(catalog::ProductStore& store, catalog::ProductSearch& search, std::size_t count) {
  Shelf shelf;
  constexpr std::size_t batch_size = 500;
  for (std::size_t made = 0; made < count;) {
    std::vector<Product> batch;
    for (; made < count && batch.size() < batch_size; ++made) batch.push_back(shelf.next());
    must(run_blocking(store.upsert(batch, Deadline::never())));
    must(run_blocking(search.index(std::move(batch), Deadline::never())));
  }
}

struct Question {
  const char* name;
  std::vector<std::string> texts;
  catalog::SearchFilters filters;
};

std::vector<Question> questions() {
  catalog::SearchFilters cheap;
  cheap.price_usd_max = 14;  // every tenth
  return {{"condition", {"acne", "dark circles", "redness", "dry skin", "wrinkles"}, {}},
          {"words",
           {"velvet gel with squalane", "fresh balm lactic acid", "deep silk lotion urea", "milk with shea butter",
            "bright drops ascorbic"},
           {}},
          {"filtered",
           {"velvet gel with squalane", "fresh balm lactic acid", "deep silk lotion urea", "milk with shea butter",
            "bright drops ascorbic"},
           cheap}};
}

void ask(catalog::ProductSearch& search, const Question& question, int times) {
  std::vector<double> all_ms;
  for (int i = 0; i < times; ++i) {
    catalog::SearchQuery query;
    query.text = question.texts[static_cast<std::size_t>(i) % question.texts.size()];
    query.filters = question.filters;
    const auto start = Clock::now();
    const auto answer = must(run_blocking(search.search(std::move(query), Deadline::never())));
    all_ms.push_back(ms_since(start));
    if (answer.empty()) give_up(internal("no product"));  // a kind that is named may have fewer than five
  }
  std::sort(all_ms.begin(), all_ms.end());
  const auto at = [&](double part) {
    return all_ms[static_cast<std::size_t>(part * static_cast<double>(times - 1) + 0.5)];
  };
  fmt::print("{0}_p50_ms {1:.3f}\n{0}_p99_ms {2:.3f}\n", question.name, at(0.5), at(0.99));
}

void run(std::size_t count, int times, const std::filesystem::path& folder) {
  const auto database = must(store::Database::open(folder / "catalog.db", null_metrics()));
  must(catalog::ProductStoreEmbedded::migrate(*database));
  must(catalog::ProductSearchEmbedded::migrate(*database));
  catalog::ProductStoreEmbedded store(*database);
  search::EmbedderBuiltin embedder(catalog::make_catalog_lexicon());
  BlockingPool pool(1, 16);
  const catalog::ProductSearchEmbedded::Parts parts{store, *database, embedder, pool, null_metrics()};
  const auto search = must(run_blocking(catalog::ProductSearchEmbedded::open(parts, Deadline::never())));
  auto start = Clock::now();
  fill(store, *search, count);
  fmt::print("index_s {:.2f}\n", ms_since(start) / 1000);
  start = Clock::now();
  search->wait_until_grown();
  fmt::print("grow_s {:.2f}\n", ms_since(start) / 1000);
  for (const Question& question : questions()) ask(*search, question, times);
  struct rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak_mb {:.0f}\n", static_cast<double>(usage.ru_maxrss) / 1024);
}

}  // namespace
}  // namespace lumen

int main(int count, char** values) {
  if (count != 4) {
    fmt::print(stderr, "lumen-bench-recommend COUNT SEARCHES FOLDER\n");
    return 2;
  }
  lumen::run(static_cast<std::size_t>(std::atoll(values[1])), std::atoi(values[2]), values[3]);
  return 0;
}
