// SPDX-License-Identifier: Apache-2.0
// Any bytes as words of a search: read the same way twice, with limits that are prices and stars and names that are
// short, and a text that is not longer than a reading can make it.

#include "catalog/avoidance.h"
#include "catalog/query_reader.h"
#include "tests/fuzz/fuzz.h"

using namespace lumen::catalog;
using lumen::fuzz::require;

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {text_seed("fragance-free cleanser under $20, no parabens or nuts"),
          text_seed("something for zits that isn't drying"),
          text_seed("safe while breastfeeding; between $10 and $25.50; at least 4 stars"),
          text_seed("allergic to quinoa, vegan, for oily skin, not greasy"), text_seed("no no no without free of"),
          text_seed("\xff$9 or less \xe2\x82\xac caf\xc3\xa9")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const ReadQuery read = read_query(text);
  const ReadQuery again = read_query(text);
  require(read.text == again.text && read.filters == again.filters, "a text is read the same way twice");
  const SearchFilters& filters = read.filters;
  require(!filters.price_usd_max || *filters.price_usd_max >= 0, "a highest price is no less than nothing");
  require(!filters.rating_min || (*filters.rating_min >= 0 && *filters.rating_min <= 5), "stars are up to five");
  require(filters.exclude.size() <= 60 && filters.skin.size() <= lumen::skin_kind_count, "filters have a largest number");
  require(describe_filters(filters).size() <= 80, "filters are told once each");
  const Exclusion exclusion = exclusion_of(filters.exclude);
  require(passes(exclusion, {}, {}, {}), "an empty list holds nothing that was left out");
  return 0;
}
