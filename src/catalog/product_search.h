// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: finds products for a condition or for words, and says why. Thread-safe.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "catalog/product_role.h"
#include "domain/labels.h"
#include "domain/product.h"

namespace lumen::catalog {

inline constexpr int search_limit_max = 50;
inline constexpr std::size_t search_text_bytes_max = 1'000;
inline constexpr std::size_t excluded_names_max = 50;
inline constexpr std::size_t excluded_name_bytes_max = 120;

// What every product of the answer has. A product whose source did not state a fact does not pass a filter on it:
// without an ingredient list nothing is vegan, safe in pregnancy or free of anything.
struct SearchFilters {
  std::string category;  // as shown, any case; "" for all
  std::string brand;     // any case; "" for all
  std::optional<double> price_usd_max;
  std::optional<double> rating_min;
  std::vector<std::string> avoid_actives;  // keys of catalog/active_table.h, e.g. "retinoid": none of them inside
  std::optional<double> price_usd_min;
  std::optional<Label> condition;      // made for it: a good fit, or its source says so
  std::optional<Role> role;            // used as, e.g. Role::cleanser, whatever its shop calls it
  std::vector<SkinKind> skin;          // suited to all of these (catalog/product_facts.h)
  std::vector<std::string> exclude;    // ingredients by any name, e.g. "parabens", "niacinamide"
  std::vector<std::string> allergies;  // the same, e.g. "nuts", "fragrance", "lanolin", "salicylates"
  bool pregnancy_safe = false;         // in pregnancy and while breastfeeding
  bool vegan = false;
  bool fragrance_free = false;

  friend bool operator==(const SearchFilters&, const SearchFilters&) = default;
};

struct SearchQuery {
  std::string text;            // free words; may be a label in any spelling; may be ""; filters in it are read
  std::optional<Label> label;  // the concern, when it is known
  int limit = 5;               // 1..search_limit_max
  SearchFilters filters;
};

enum class FitLevel : std::uint8_t {
  good,    // made for what was asked
  light,   // helps a little
  filler,  // suits anybody; it fills the list, and `why` says so
};

struct ScoredProduct {
  Product product;   // with `why`
  double score = 0;  // 0..1; comparable within one answer only
  FitLevel fit = FitLevel::filler;
};

class ProductSearch {
 public:
  virtual ~ProductSearch() = default;

  // The name of the adapter, for the start banner.
  virtual std::string describe() const = 0;

  // As many products as `limit` whenever that many pass the filters: good fits first, then lighter ones, then
  // fillers. A text that names a label ("Dark-Circles", "something for red cheeks") is answered like that
  // label. Filters said in words ("without alcohol", "under $20", "vegan") hold like those of the query
  // (catalog/query_reader.h). Without text and label the answer is for everyday care. Errors: `invalid`
  // "bad_limit", "query_too_long", "too_many_exclusions".
  virtual Task<Result<std::vector<ScoredProduct>>> search(SearchQuery query, Deadline deadline) = 0;

  // Makes products findable, or findable in their new form. At most products_per_call_max of product_store.h.
  // Costs up to 0.3 ms of processor time a product on the caller's executor.
  virtual Task<Result<void>> index(std::vector<Product> products, Deadline deadline) = 0;

  // Takes products away; unknown ids change nothing. At most products_per_call_max.
  virtual Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline) = 0;

  // How many products can be found.
  virtual std::int64_t size() const = 0;

  // Products for one condition, good fits first, kinds and brands mixed.
  Task<Result<std::vector<ScoredProduct>>> by_condition(Label label, int limit, SearchFilters filters,
                                                        Deadline deadline);
};

// The checks every adapter makes first.
Result<void> check(const SearchQuery& query);

}  // namespace lumen::catalog
