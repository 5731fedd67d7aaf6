// SPDX-License-Identifier: Apache-2.0
#include "catalog/opensearch_query.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/json.h"
#include "catalog/active_table.h"
#include "catalog/avoidance.h"
#include "catalog/opensearch_document.h"

namespace lumen::catalog {
namespace {

json::object term(std::string_view field, std::string_view value) {
  return {{"term", json::object{{field, value}}}};
}

json::object range(std::string_view field, std::string_view bound, double value) {
  return {{"range", json::object{{field, json::object{{bound, value}}}}}};
}

json::object value_of(std::string_view field, double missing) {
  return {{"field_value_factor", json::object{{"field", field}, {"missing", missing}}}};
}

json::object fit_of(Label label) { return value_of("fit." + std::string(to_string(label)), 0); }

// The query's own score gives way to the functions'.
json::object scored(json::object query, json::array functions, std::string_view joined_by) {
  return {{"function_score", json::object{{"query", std::move(query)},
                                          {"functions", std::move(functions)},
                                          {"score_mode", joined_by},
                                          {"boost_mode", "replace"}}}};
}

json::object times_quality(json::object query) {
  return {{"function_score", json::object{{"query", std::move(query)},
                                          {"functions", json::array{value_of("quality", 1)}},
                                          {"boost_mode", "multiply"}}}};
}

json::object search_of(const RankingSearch& search, json::object query) {
  return {{"size", search.size},
          {"track_total_hits", false},
          {"_source", json::object{{"includes", members_to_read()}}},
          {"query", std::move(query)}};
}

json::array facts_wanted(const SearchFilters& filters) {
  json::array wanted;
  if (filters.vegan) wanted.push_back(term("facts", "vegan"));
  if (filters.fragrance_free) wanted.push_back(term("facts", "fragrance_free"));
  if (filters.pregnancy_safe) wanted.push_back(term("facts", "pregnancy_safe"));
  for (const SkinKind skin : filters.skin) wanted.push_back(term("facts", suits_fact(skin)));
  return wanted;
}

json::object terms(std::string_view field, json::array values) {
  return {{"terms", json::object{{field, std::move(values)}}}};
}

// What must not be in an ingredient list; only a stated list can say that it is not.
void leave_out(const Exclusion& exclusion, json::array& wanted, json::array& refused) {
  if (exclusion.empty()) return;
  wanted.push_back(term("facts", "known"));
  json::array groups;
  for (const GroupFacts& group : all_groups()) {
    if (exclusion.groups.test(place_of(group.group))) groups.push_back(json::value(group.key));
  }
  if (!groups.empty()) refused.push_back(terms("groups", std::move(groups)));
  json::array actives;
  for (std::size_t i = 0; i < all_actives().size(); ++i) {
    if (exclusion.actives.test(i)) actives.push_back(json::value(all_actives()[i].key));
  }
  if (!actives.empty()) refused.push_back(terms("actives", std::move(actives)));
  for (const std::vector<std::string>& phrase : exclusion.phrases) {
    std::string words;
    for (const std::string& word : phrase) words.append(words.empty() ? "" : " ").append(word);
    refused.push_back(json::object{{"match_phrase", json::object{{"ingredients", words}}}});
  }
}

}  // namespace

json::object filter_query(const SearchFilters& filters) {
  json::array wanted;
  if (!filters.category.empty()) wanted.push_back(term("category", to_lower(filters.category)));
  if (!filters.brand.empty()) wanted.push_back(term("brand", to_lower(filters.brand)));
  if (filters.price_usd_max) wanted.push_back(range("price_usd", "lte", *filters.price_usd_max));
  if (filters.price_usd_min) wanted.push_back(range("price_usd", "gte", *filters.price_usd_min));
  if (filters.role) wanted.push_back(term("role", role_name(*filters.role)));
  if (filters.condition) {
    wanted.push_back(range("fit." + std::string(to_string(*filters.condition)), "gte", static_cast<double>(good_fit)));
  }
  for (json::value& fact : facts_wanted(filters)) wanted.push_back(std::move(fact));
  if (filters.rating_min) wanted.push_back(range("rating", "gte", *filters.rating_min));
  json::array refused;
  if (!filters.avoid_actives.empty()) {
    json::array keys;
    for (const std::string& key : filters.avoid_actives) keys.push_back(json::value(key));
    refused.push_back(terms("actives", std::move(keys)));
  }
  std::vector<std::string> excluded = filters.exclude;
  excluded.insert(excluded.end(), filters.allergies.begin(), filters.allergies.end());
  leave_out(exclusion_of(excluded), wanted, refused);
  if (wanted.empty() && refused.empty()) return {{"match_all", json::object()}};
  json::object all;
  if (!wanted.empty()) all["filter"] = std::move(wanted);
  if (!refused.empty()) all["must_not"] = std::move(refused);
  return {{"bool", std::move(all)}};
}

json::object near_search(const RankingSearch& search, std::span<const float> vector) {
  json::array values;
  values.reserve(vector.size());
  for (const float value : vector) values.push_back(static_cast<double>(value));
  json::object near{{"vector", std::move(values)}, {"k", search.size}};
  if (!search.filter.contains("match_all")) near["filter"] = search.filter;
  return search_of(search, {{"knn", json::object{{"embedding", std::move(near)}}}});
}

json::object words_search(const RankingSearch& search, std::span<const std::string> words) {
  std::vector<std::string> different;
  for (const std::string& word : words) {
    if (different.size() == query_words_max) break;
    if (std::find(different.begin(), different.end(), word) == different.end()) different.push_back(word);
  }
  std::string text;
  for (const std::string& word : different) text.append(text.empty() ? "" : " ").append(word);
  json::object match{{"query", text},
                     {"type", "most_fields"},
                     {"operator", "or"},
                     {"fields", json::array{"words.name^3", "words.brand^2", "words.category^1.5", "words.conditions",
                                            "words.ingredients^0.6"}}};
  json::object both{{"must", json::array{json::object{{"multi_match", std::move(match)}}}},
                    {"filter", json::array{search.filter}}};
  return search_of(search, {{"bool", std::move(both)}});
}

json::object fit_search(const RankingSearch& search, std::span<const Label> labels, double fit_min) {
  json::array fits;
  for (const Label label : labels) fits.push_back(fit_of(label));
  json::object fitting = scored(search.filter, std::move(fits), "avg");
  fitting["function_score"].as_object()["min_score"] = fit_min;
  return search_of(search, times_quality(std::move(fitting)));
}

json::object role_search(const RankingSearch& search, Role role, std::span<const Label> labels) {
  json::array parts{value_of("quality", 1)};
  for (const Label label : labels) {
    json::object part = fit_of(label);
    part["weight"] = 1.0 / static_cast<double>(labels.size());
    parts.push_back(std::move(part));
  }
  json::object both{{"filter", json::array{term("role", role_name(role)), search.filter}}};
  return search_of(search, scored({{"bool", std::move(both)}}, std::move(parts), "sum"));
}

json::object filler_search(const RankingSearch& search) {
  json::array parts{json::object{{"weight", 0.01}}, fit_of(Label::healthy)};
  return search_of(search, times_quality(scored(search.filter, std::move(parts), "sum")));
}

std::string multi_search_body(const std::string& index, std::span<const json::object> searches) {
  std::string body;
  const std::string head = json::serialize(json::object{{"index", index}}) + "\n";
  for (const json::object& search : searches) body += head + json::serialize(search) + "\n";
  return body;
}

json::object listing_search(std::size_t size, const json::array& after) {
  json::object search{
      {"size", size},
      {"track_total_hits", false},
      {"_source", json::object{{"includes", json::array{"product_id", "fingerprint", "words.name", "words.brand"}}}},
      {"query", json::object{{"match_all", json::object()}}},
      {"sort", json::array{json::object{{"product_id", "asc"}}, json::object{{"indexed_at", "asc"}}}}};
  if (!after.empty()) search["search_after"] = after;
  return search;
}

}  // namespace lumen::catalog
