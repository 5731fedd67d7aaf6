// SPDX-License-Identifier: Apache-2.0
#include "service/check_routine.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "base/json.h"
#include "catalog/conflicts.h"
#include "catalog/product_role.h"

namespace lumen::service {
namespace {

using catalog::ProductFacts;
using catalog::Role;

struct Item {
  std::string name;
  Role role = Role::treatment;
  ProductFacts facts;
};

// Nearest to the skin first; exfoliators and masks stand where a treatment does.
constexpr Role order_of_use[] = {Role::cleanser,  Role::toner,         Role::exfoliator,  Role::mask,
                                 Role::treatment, Role::eye_care,      Role::moisturizer, Role::body,
                                 Role::other,     Role::sun_protection};

std::ptrdiff_t place_of(Role role) {
  return std::find(std::begin(order_of_use), std::end(order_of_use), role) - order_of_use;
}

// Retinoids and alpha hydroxy acids are used in the evening; sunscreen ends the morning.
bool fits_morning(const Item& item) {
  return !item.facts.acts(catalog::Group::retinoid) && !item.facts.acts(catalog::Group::aha);
}
bool fits_evening(const Item& item) { return item.role != Role::sun_protection; }

Item item_of(const Product& product) {
  const Role role = catalog::role_of(product.name, product.category);
  return {product.name, role, catalog::read_facts(product, role)};
}

// What people call an ingredient, as a label calls it.
std::string label_name(const std::string& ingredient) {
  static constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"vitamin c", "ascorbic acid"}, {"vitamin a", "retinol"},  {"retinoid", "retinol"},
      {"aha", "glycolic acid"},       {"bha", "salicylic acid"}, {"fruit acid", "glycolic acid"}};
  const std::string asked = to_lower(ingredient);
  for (const auto& [said, listed] : names) {
    if (asked == said || asked == std::string(said) + "s") return std::string(listed);
  }
  return ingredient;
}

// A bare ingredient counts as a treatment that holds nothing else; sunscreen says itself what it is.
Item item_of(const std::string& ingredient) {
  Product product;
  product.name = ingredient;
  product.ingredients = {label_name(ingredient)};
  const Role named = catalog::role_of(ingredient, "");
  const Role role = named == Role::other ? Role::treatment : named;
  return {ingredient, role, catalog::read_facts(product, role)};
}

json::array names_for(const std::vector<Item>& items, bool (*fits)(const Item&)) {
  json::array names;
  for (const Item& item : items) {
    if (fits(item)) names.push_back(json::string(item.name));
  }
  return names;
}

json::array conflicts_in(const std::vector<Item>& items) {
  json::array conflicts;
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (std::size_t j = i + 1; j < items.size(); ++j) {
      for (const catalog::ConflictRule* rule : catalog::conflicts_between(items[i].facts, items[j].facts)) {
        conflicts.push_back(
            json::object{{"ingredients", json::array{json::string(items[i].name), json::string(items[j].name)}},
                         {"reason", std::string(rule->why)}});
      }
    }
  }
  return conflicts;
}

std::vector<std::string> texts_of(const json::object& arguments, std::string_view name) {
  std::vector<std::string> texts;
  const json::array* list = get_array(arguments, name);
  for (const json::value& value : list == nullptr ? json::array() : *list) texts.emplace_back(value.get_string());
  return texts;
}

Task<Result<json::value>> check(catalog::ProductStore& products, json::object arguments, Deadline deadline) {
  std::vector<Item> items;
  std::vector<ProductId> ids;
  for (std::string& id : texts_of(arguments, "products")) ids.push_back(ProductId::trusted(std::move(id)));
  if (!ids.empty()) {
    auto found = co_await products.get(std::move(ids), deadline);
    if (!found) co_return fail(found.error());
    for (const Product& product : *found) items.push_back(item_of(product));
  }
  for (const std::string& ingredient : texts_of(arguments, "ingredients")) items.push_back(item_of(ingredient));
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return place_of(a.role) < place_of(b.role); });
  co_return json::object{{"morning", names_for(items, fits_morning)},
                         {"evening", names_for(items, fits_evening)},
                         {"conflicts", conflicts_in(items)}};
}

}  // namespace

agent::ToolFunction make_check_routine(catalog::ProductStore& products) {
  return [&products](json::object arguments, Deadline deadline) {
    return check(products, std::move(arguments), deadline);
  };
}

}  // namespace lumen::service
