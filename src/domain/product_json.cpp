// SPDX-License-Identifier: Apache-2.0
#include "domain/product_json.h"

#include "base/json.h"

namespace lumen {

json::object to_json(const Product& product) {
  json::array conditions;
  for (const Label label : product.target_conditions) conditions.emplace_back(to_string(label));
  json::array ingredients;
  for (const std::string& ingredient : product.ingredients) ingredients.emplace_back(ingredient);
  json::object object{
      {"product_id", product.id.text()},
      {"name", product.name},
      {"brand", product.brand},
      {"description", product.description},
      {"price_range", product.price_range},
      {"amazon_url", product.amazon_url},
      {"rating", product.rating},
      {"review_count", product.review_count},
      {"rated", product.rated},
      {"category", product.category},
      {"target_conditions", std::move(conditions)},
      {"ingredients", std::move(ingredients)},
      {"why", product.why},
  };
  if (!product.skin_kinds.empty()) {
    json::array& kinds = object["skin_types"].emplace_array();
    for (const SkinKind kind : product.skin_kinds) kinds.emplace_back(to_string(kind));
  }
  if (!product.watch_for.empty()) {
    json::array& notes = object["watch_for"].emplace_array();
    for (const std::string& note : product.watch_for) notes.emplace_back(note);
  }
  return object;
}

Result<Product> product_from_json(const json::object& object) {
  Product product;
  product.id = ProductId::trusted(get_string(object, "product_id").value_or(""));
  product.name = get_string(object, "name").value_or("");
  if (product.id.empty() || product.name.empty()) {
    return fail(invalid("bad_product", "A product needs a product_id and a name."));
  }
  product.brand = get_string(object, "brand").value_or("");
  product.category = get_string(object, "category").value_or("");
  product.description = get_string(object, "description").value_or("");
  product.price_range = get_string(object, "price_range").value_or("");
  product.amazon_url = get_string(object, "amazon_url").value_or("");
  product.rating = get_number(object, "rating").value_or(0);
  product.review_count = get_integer(object, "review_count").value_or(0);
  product.rated = get_bool(object, "rated").value_or(false);
  product.why = get_string(object, "why").value_or("");
  if (const json::array* conditions = get_array(object, "target_conditions")) {
    for (const json::value& value : *conditions) {
      if (!value.is_string()) continue;
      if (const auto label = parse_label(value.get_string())) product.target_conditions.push_back(*label);
    }
  }
  if (const json::array* ingredients = get_array(object, "ingredients")) {
    for (const json::value& value : *ingredients) {
      if (value.is_string()) product.ingredients.emplace_back(value.get_string());
    }
  }
  if (const json::array* kinds = get_array(object, "skin_types")) {
    for (const json::value& value : *kinds) {
      if (!value.is_string()) continue;
      if (const auto kind = parse_skin_kind(value.get_string())) product.skin_kinds.push_back(*kind);
    }
  }
  if (const json::array* notes = get_array(object, "watch_for")) {
    for (const json::value& value : *notes) {
      if (value.is_string()) product.watch_for.emplace_back(value.get_string());
    }
  }
  return product;
}

}  // namespace lumen
