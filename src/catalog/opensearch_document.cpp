// SPDX-License-Identifier: Apache-2.0
#include "catalog/opensearch_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/encoding.h"
#include "base/json.h"
#include "catalog/active_table.h"
#include "catalog/ingredient_groups.h"
#include "catalog/product_facts.h"
#include "catalog/product_index.h"
#include "catalog/product_traits.h"
#include "domain/product_json.h"
#include "search/hash.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr std::array<std::string_view, role_count> role_names = {
    "cleanser",    "toner",    "treatment",      "exfoliator", "mask",
    "moisturizer", "eye_care", "sun_protection", "body",       "other",
};

json::object field(std::string_view type) { return {{"type", type}}; }

json::object vector_field(const IndexPlan& plan) {
  const bool lucene = plan.engine == VectorEngine::lucene;
  return {{"type", "knn_vector"},
          {"dimension", plan.dimensions},
          {"method", json::object{{"name", "hnsw"},
                                  {"engine", lucene ? "lucene" : "faiss"},
                                  {"space_type", lucene ? "cosinesimil" : "innerproduct"},
                                  {"parameters", json::object{{"m", 16}, {"ef_construction", 100}}}}}};
}

std::string words_of(std::string_view text) {
  std::string words;
  for (const std::string& word : search::split_words(text)) words.append(words.empty() ? "" : " ").append(word);
  return words;
}

json::object words_of(const Product& product) {
  std::string ingredients;
  for (const std::string& ingredient : product.ingredients) ingredients.append(ingredient).append(" . ");
  std::string conditions;
  for (const Label label : product.target_conditions) conditions.append(display_name(label)).append(" . ");
  return {{"name", words_of(product.name)},
          {"brand", words_of(product.brand)},
          {"category", words_of(product.category)},
          {"conditions", words_of(conditions)},
          {"ingredients", words_of(ingredients)}};
}

// What a filter may ask for, by facts.
json::array facts_of_product(const Product& product, const ProductFacts& facts) {
  json::array held;
  if (facts.known) held.push_back("known");
  if (facts.vegan()) held.push_back("vegan");
  if (facts.fragrance_free()) held.push_back("fragrance_free");
  if (facts.pregnancy_safe()) held.push_back("pregnancy_safe");
  for (std::size_t i = 0; i < skin_kind_count; ++i) {
    const auto skin = static_cast<SkinKind>(i);
    if (suits(product, facts, skin)) held.push_back(json::value(suits_fact(skin)));
  }
  return held;
}

json::array groups_held(const ProductFacts& facts) {
  json::array keys;
  for (const GroupFacts& group : all_groups()) {
    if (facts.has(group.group)) keys.push_back(json::value(group.key));
  }
  return keys;
}

const std::unordered_map<std::string_view, std::size_t>& places_of_actives() {
  static const auto places = [] {
    std::unordered_map<std::string_view, std::size_t> made;
    for (std::size_t i = 0; i < all_actives().size(); ++i) made.emplace(all_actives()[i].key, i);
    return made;
  }();
  return places;
}

}  // namespace

std::string suits_fact(SkinKind skin) { return "suits_" + std::string(to_string(skin)); }

std::string_view role_name(Role role) { return role_names[static_cast<std::size_t>(role)]; }

json::object field_mappings() {
  json::object fits;
  for (const Label label : all_labels) fits[to_string(label)] = field("float");
  json::object words;
  for (const char* name : {"name", "brand", "category", "conditions", "ingredients"}) {
    words[name] = json::object{{"type", "text"}, {"analyzer", "whitespace"}};
  }
  json::object fields;
  for (const char* name : {"product_id", "fingerprint", "brand", "category", "role", "actives", "facts", "groups"}) {
    fields[name] = field("keyword");
  }
  for (const char* name : {"price_usd", "rating", "quality"}) fields[name] = field("double");
  fields["ingredients"] = json::object{{"type", "text"}, {"analyzer", "whitespace"}};
  fields["indexed_at"] = field("long");
  fields["product"] = json::object{{"type", "object"}, {"enabled", false}};
  fields["fit"] = json::object{{"properties", std::move(fits)}};
  fields["words"] = json::object{{"properties", std::move(words)}};
  return fields;
}

json::object index_body(const IndexPlan& plan) {
  json::object fields = field_mappings();
  fields["embedding"] = vector_field(plan);
  json::object index{{"knn", true}};
  if (!plan.serverless) {
    index["number_of_shards"] = 1;
    index["auto_expand_replicas"] = "0-1";
    index["refresh_interval"] = "1s";
  }
  return {{"settings", json::object{{"index", std::move(index)}}},
          {"mappings", json::object{{"dynamic", "strict"}, {"properties", std::move(fields)}}}};
}

json::object document_of(const Product& given, const ProductFit& fit) {
  Product product = given;
  product.why.clear();
  product.watch_for.clear();
  const ProductFacts facts = read_facts(product, fit.role);
  json::array ingredients;
  for (const std::string& ingredient : product.ingredients) ingredients.push_back(json::value(words_of(ingredient)));
  json::array actives;
  for (std::size_t i = 0; i < all_actives().size(); ++i) {
    if (fit.actives.test(i)) actives.push_back(json::value(all_actives()[i].key));
  }
  json::object scores;
  for (const Label label : all_labels) scores[to_string(label)] = static_cast<double>(fit.score(label));
  json::object document{{"product_id", product.id.text()},
                        {"product", to_json(product)},
                        {"brand", to_lower(product.brand)},
                        {"category", to_lower(product.category)},
                        {"quality", traits_of(product, fit).quality},
                        {"role", role_name(fit.role)},
                        {"actives", std::move(actives)},
                        {"fit", std::move(scores)},
                        {"facts", facts_of_product(product, facts)},
                        {"groups", groups_held(facts)},
                        {"ingredients", std::move(ingredients)},
                        {"words", words_of(product)}};
  if (const auto price_usd = lowest_usd(product.price_range)) document["price_usd"] = *price_usd;
  if (product.rated) document["rating"] = product.rating;
  return document;
}

std::uint64_t fingerprint_of(const json::object& document, std::string_view embedder) {
  return search::hash_text(json::serialize(document), search::hash_text(embedder));
}

std::string fingerprint_text(std::uint64_t fingerprint) { return fmt::format("{:016x}", fingerprint); }

std::string document_line(json::object document, std::uint64_t fingerprint, UnixMillis indexed_at_ms,
                          std::span<const float> vector) {
  document["fingerprint"] = fingerprint_text(fingerprint);
  document["indexed_at"] = indexed_at_ms;
  std::string line = json::serialize(document);
  const bool empty = std::all_of(vector.begin(), vector.end(), [](float value) { return value == 0; });
  if (empty) return line;
  line.pop_back();
  line += ",\"embedding\":[";
  auto end = std::back_inserter(line);
  for (std::size_t i = 0; i < vector.size(); ++i) fmt::format_to(end, "{}{}", i == 0 ? "" : ",", vector[i]);
  line += "]}";
  return line;
}

json::array members_to_read() { return {"product", "fit", "role", "actives"}; }

Result<ReadDocument> read_document(const json::object& source) {
  const json::object* stated = get_object(source, "product");
  const json::object* scores = get_object(source, "fit");
  const auto role = std::find(role_names.begin(), role_names.end(), get_string(source, "role").value_or(""));
  if (stated == nullptr || scores == nullptr || role == role_names.end()) {
    return fail(invalid("bad_product", "This is no document of Lumen."));
  }
  auto product = product_from_json(*stated);
  if (!product) return fail(product.error());
  ReadDocument read{std::move(*product), {}};
  read.fit.role = static_cast<Role>(role - role_names.begin());
  for (const Label label : all_labels) {
    read.fit.scores[static_cast<std::size_t>(label)] =
        static_cast<float>(get_number(*scores, to_string(label)).value_or(0));
  }
  const json::array* actives = get_array(source, "actives");
  for (const json::value& active : actives == nullptr ? json::array() : *actives) {
    const auto place = active.is_string() ? places_of_actives().find(std::string_view(active.get_string()))
                                          : places_of_actives().end();
    if (place != places_of_actives().end()) read.fit.actives.set(place->second);
  }
  return read;
}

}  // namespace lumen::catalog
