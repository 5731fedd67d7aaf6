// SPDX-License-Identifier: Apache-2.0
#include "api/product_answer.h"

#include <charconv>

#include "api/rest_routes.h"
#include "base/encoding.h"
#include "catalog/active_matcher.h"
#include "domain/product_json.h"

namespace lumen::api {
namespace {

std::optional<double> number_of(const RequestHead& head, std::string_view name) {
  const auto text = query_value(head, name);
  if (!text) return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), value);
  return failure == std::errc() ? std::optional(value) : std::nullopt;
}

bool is_true(const RequestHead& head, std::string_view name) { return query_value(head, name) == "true"; }

std::vector<std::string> names_of(const RequestHead& head, std::string_view parameter) {
  std::vector<std::string> names;
  const std::string text = query_value(head, parameter).value_or("");
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string_view name = trim(std::string_view(text).substr(start, end - start));
    if (!name.empty()) names.emplace_back(name);
    start = end + 1;
  }
  return names;
}

json::object citation_to_json(const Citation& citation) {
  return {{"title", citation.title}, {"source", citation.source}, {"url", citation.url}};
}

json::array sources_to_json(std::string_view keys) {
  json::array sources;
  for (const std::string_view key : catalog::split_bar(keys)) {
    if (const auto citation = service::citation_of(key)) sources.push_back(citation_to_json(*citation));
  }
  return sources;
}

void add_rule(json::object& object, const catalog::ConflictRule& rule) {
  object["rule"] = rule.key;
  object["apart"] = rule.apart == catalog::Apart::days ? "days" : "times";
  object["why"] = rule.why;
  if (const auto citation = service::citation_of(rule.source)) object["citation"] = citation_to_json(*citation);
}

json::array strings_to_json(const std::vector<std::string>& texts) { return json::array(texts.begin(), texts.end()); }

json::object ingredient_to_json(const service::ShownIngredient& one) {
  json::object object{{"name", one.name}};
  std::string keys;
  if (one.facts != nullptr) {
    object["inci"] = one.facts->name;
    json::array& functions = object["functions"].emplace_array();
    for (const std::string_view function : catalog::split_bar(one.facts->functions)) functions.emplace_back(function);
    if (one.facts->comedogenic_high >= 0) {
      object["comedogenic"] =
          json::object{{"lowest", one.facts->comedogenic_low}, {"highest", one.facts->comedogenic_high}};
    }
    keys = one.facts->sources;
  }
  json::array groups;
  for (const catalog::GroupFacts& group : catalog::all_groups()) {
    if (!one.groups.test(catalog::place_of(group.group))) continue;
    groups.emplace_back(group.key);
    keys += (keys.empty() ? "" : "|") + std::string(group.source);
  }
  if (!groups.empty()) object["groups"] = std::move(groups);
  if (!keys.empty()) object["sources"] = sources_to_json(keys);
  return object;
}

json::array steps_to_json(const std::vector<service::RoutineStep>& steps) {
  json::array out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    out.push_back(json::object{{"step", i + 1},
                               {"kind", catalog::to_string(steps[i].kind)},
                               {"how", steps[i].how},
                               {"why", steps[i].product.product.why},
                               {"watch_for", strings_to_json(steps[i].product.product.watch_for)},
                               {"product", api::to_json(steps[i].product)}});
  }
  return out;
}

}  // namespace

Result<catalog::SearchFilters> wanted_filters(const RequestHead& head) {
  catalog::SearchFilters filters;
  filters.category = query_value(head, "category").value_or("");
  filters.brand = query_value(head, "brand").value_or("");
  filters.price_usd_min = number_of(head, "min_price");
  filters.price_usd_max = number_of(head, "max_price");
  filters.rating_min = number_of(head, "min_rating");
  for (const std::string& name : names_of(head, "skin_type")) {
    const auto kind = parse_skin_kind(name);
    if (!kind) {
      return fail(invalid("bad_filter", "skin_type must be combination, dry, normal, oily or sensitive."));
    }
    filters.skin.push_back(*kind);
  }
  filters.exclude = names_of(head, "exclude");
  filters.allergies = names_of(head, "allergies");
  filters.pregnancy_safe = is_true(head, "pregnancy_safe");
  filters.vegan = is_true(head, "vegan");
  filters.fragrance_free = is_true(head, "fragrance_free");
  return filters;
}

json::object to_json(const service::ReasonedProduct& product) {
  json::object object = lumen::to_json(product.product);
  if (product.serves.empty()) return object;
  json::array& serves = object["serves"].emplace_array();
  for (const service::Serves& one : product.serves) {
    json::object reason{{"concern", to_string(one.label)}, {"ingredient", one.ingredient}, {"reason", one.reason}};
    if (one.citation) reason["citation"] = citation_to_json(*one.citation);
    serves.push_back(std::move(reason));
  }
  return object;
}

json::object to_json(const service::RecommendedProducts& answer) {
  json::array products;
  for (const service::ReasonedProduct& product : answer.products) products.push_back(to_json(product));
  json::object body{
      {"condition", answer.condition}, {"products", std::move(products)}, {"explanation", answer.explanation}};
  if (!answer.understood.empty()) body["filters"] = strings_to_json(answer.understood);
  if (!answer.conflicts.empty()) {
    json::array& conflicts = body["conflicts"].emplace_array();
    for (const service::ProductConflict& one : answer.conflicts) {
      json::object conflict{{"product_ids", json::array{one.one.text(), one.other.text()}}};
      add_rule(conflict, *one.rule);
      conflicts.push_back(std::move(conflict));
    }
  }
  if (answer.urgent) body["urgent"] = true;
  return body;
}

json::object to_json(const service::ShownProduct& shown) {
  json::object object = lumen::to_json(shown.product);
  object["facts"] = json::object{{"ingredients_known", shown.facts.known},
                                 {"vegan", shown.facts.vegan()},
                                 {"fragrance_free", shown.facts.fragrance_free()},
                                 {"pregnancy_safe", shown.facts.pregnancy_safe()}};
  json::array& ingredients = object["ingredient_facts"].emplace_array();
  for (const service::ShownIngredient& one : shown.ingredients) ingredients.push_back(ingredient_to_json(one));
  return object;
}

json::object to_json(const service::Routine& routine) {
  json::array avoided;
  for (const service::AvoidedConflict& one : routine.avoided) {
    json::object conflict{{"product", one.product}, {"beside", one.beside}};
    add_rule(conflict, *one.rule);
    avoided.push_back(std::move(conflict));
  }
  json::array citations;
  for (const Citation& citation : routine.citations) citations.push_back(citation_to_json(citation));
  return {{"condition", to_string(routine.condition)},
          {"morning", steps_to_json(routine.morning)},
          {"evening", steps_to_json(routine.evening)},
          {"weekly", steps_to_json(routine.weekly)},
          {"conflicts_avoided", std::move(avoided)},
          {"left_out", strings_to_json(routine.left_out)},
          {"urgent", routine.urgent},
          {"explanation", routine.explanation},
          {"citations", std::move(citations)}};
}

}  // namespace lumen::api
