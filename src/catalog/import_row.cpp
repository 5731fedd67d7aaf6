// SPDX-License-Identifier: Apache-2.0
#include "catalog/import_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/crypto.h"
#include "base/encoding.h"
#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "catalog/concern_fit.h"
#include "catalog/ingredient_list.h"
#include "catalog/price_text.h"
#include "catalog/text_start.h"

namespace lumen::catalog {
namespace {

// White space and control characters become one space, and none at the ends.
std::string single_spaces(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F) {
      gap = !out.empty();
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out.push_back(c);
  }
  return out;
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

// `the price "12 apples" `, with no more than the beginning of a long text.
std::string quoted(std::string_view what, std::string_view text) {
  return fmt::format("{} \"{}\" ", what, text_start(text, 40));
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "Cr?me": a character was lost on the way.
bool lost_a_character(std::string_view name) {
  if (name.find("\xEF\xBF\xBD") != std::string_view::npos) return true;
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] == '?' && is_letter(name[i - 1]) && is_letter(name[i + 1])) return true;
  }
  return false;
}

bool is_product_id(std::string_view id, std::size_t bytes_max) {
  return !id.empty() && id.size() <= bytes_max && std::all_of(id.begin(), id.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':';
  });
}

class RowReader {
 public:
  RowReader(const ImportRow& row, const RowOptions& options) : row_(row), options_(options) {}

  Result<ImportedProduct> read() {
    Product& product = result_.product;
    product.name = single_spaces(row_.text(ImportField::name));
    if (product.name.empty()) return fail(invalid("bad_row", "the product has no name"));
    if (product.name.size() > options_.limits.name) {
      return fail(invalid("bad_row", fmt::format("the name is longer than {} bytes", options_.limits.name)));
    }
    if (lost_a_character(product.name)) doubt("name_damaged", "a character of the name was lost: " + product.name);
    product.brand = short_text(ImportField::brand, options_.limits.brand);
    if (product.brand.empty()) doubt("brand_not_stated", "no brand is stated");
    product.category = display_category(short_text(ImportField::category, options_.limits.category));
    read_id();
    read_price();
    read_rating();
    read_ingredients();
    product.skin_kinds = row_.skin_kinds;
    read_conditions();
    read_amazon_url();
    product.description = short_text(ImportField::description, options_.limits.description);
    if (product.description.empty()) product.description = compose_description(product);
    return std::move(result_);
  }

 private:
  void doubt(std::string code, std::string text) { result_.doubts.push_back({std::move(code), std::move(text)}); }

  std::string short_text(ImportField field, std::size_t bytes_max) {
    std::string text = single_spaces(row_.text(field));
    if (text.size() <= bytes_max) return text;
    doubt("too_long", fmt::format("the {} is longer than {} bytes and was left out", to_string(field), bytes_max));
    return {};
  }

  void read_id() {
    Product& product = result_.product;
    const std::string stated = row_.text(ImportField::product_id);
    const bool usable = is_product_id(stated, options_.limits.product_id);
    if (!stated.empty() && !usable)
      doubt("id_replaced", "the product id cannot be used; one was made of brand and name");
    product.id = usable ? ProductId::trusted(stated) : derive_product_id(product.brand, product.name);
  }

  void read_price() {
    std::string& shown = result_.product.price_range;
    shown = short_text(ImportField::price_range, 40);
    if (!shown.empty()) return;
    if (const std::string text = row_.text(ImportField::price_usd); !text.empty()) {
      auto price = parse_price(text);
      if (!price) return doubt("price_left_out", quoted("the price", text) + "is no number");
      price->currency = "USD";
      shown = price_text(*price);
      return;
    }
    read_signed_price(row_.text(ImportField::price));
  }

  void read_signed_price(const std::string& text) {
    if (text.empty()) return;
    auto price = parse_price(text);
    if (!price) return doubt("price_left_out", quoted("the price", text) + "is no price");
    const std::string shop = shop_currency(row_.text(ImportField::url));
    if (!options_.currency.empty()) {
      price->currency = options_.currency;
    } else if (price->currency.empty()) {
      return doubt("price_left_out", "the price has no currency; --currency USD says that it is in US dollars");
    } else if (!shop.empty() && shop != price->currency) {
      return doubt("price_left_out",
                   "the price is written in " + price->currency + ", but the shop charges in " + shop);
    }
    result_.product.price_range = price_text(*price);
  }

  void read_rating() {
    Product& product = result_.product;
    const std::string text = row_.text(ImportField::rating);
    const auto stars = number_in(text);
    if (stars && *stars > 0 && *stars <= 5) {
      product.rating = *stars;
      product.rated = true;
      read_review_count();
    } else if (stars && *stars == 0) {
      doubt("unrated", "a rating of 0 stars means that nobody rated it");
    } else if (!text.empty()) {
      doubt("rating_left_out", quoted("the rating", text) + "is not between 0 and 5");
    }
  }

  void read_review_count() {
    const std::string text = row_.text(ImportField::review_count);
    if (text.empty()) return;
    const auto count = number_in(text);
    if (count && *count >= 0 && *count < 1e12 && *count == std::floor(*count)) {
      result_.product.review_count = static_cast<std::int64_t>(*count);
    } else {
      doubt("review_count_left_out", quoted("the number of reviews", text) + "is no whole number");
    }
  }

  // A link is shown to people: nothing but https.
  void read_amazon_url() {
    std::string url = short_text(ImportField::amazon_url, options_.limits.url);
    if (!url.empty() && (!url.starts_with("https://") || url.find(' ') != std::string::npos)) {
      return doubt("url_left_out", "the link is no https:// address");
    }
    result_.product.amazon_url = std::move(url);
  }

  void read_ingredients() {
    IngredientList list;
    if (!row_.ingredient_names.empty()) {
      list = clean_ingredients(row_.ingredient_names);
    } else if (const std::string text = row_.text(ImportField::ingredients);
               text.size() > options_.limits.ingredients) {
      list.doubt =
          fmt::format("the ingredients are longer than {} bytes and were left out", options_.limits.ingredients);
    } else {
      list = parse_ingredients(text);
    }
    if (!list.doubt.empty()) doubt(list.names.empty() ? "ingredients_unusable" : "ingredients_in_part", list.doubt);
    result_.product.ingredients = std::move(list.names);
  }

  // Conditions its source states come first, those that follow from the ingredients after them.
  void read_conditions() {
    Product& product = result_.product;
    std::vector<Label>& labels = product.target_conditions;
    const auto add = [&](Label label) {
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    };
    for (const std::string& name : row_.condition_names) {
      if (const auto label = parse_label(name)) add(*label);
    }
    for (const Label label : target_conditions(assess(product))) add(label);
  }

  const ImportRow& row_;
  const RowOptions& options_;
  ImportedProduct result_;
};

// What was exported comes back unchanged; what could not have been exported is refused.
Result<ImportedProduct> take_exported(const Product& product, const ImportFieldLimits& limits) {
  const auto refused = [](const char* reason) { return fail(invalid("bad_row", reason)); };
  const auto is_plain = [](const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
  };
  if (!is_product_id(product.id.text(), limits.product_id)) return refused("the product id cannot be used");
  if (product.name.size() > limits.name) return refused("the name is too long");
  if (product.brand.size() > limits.brand || product.category.size() > limits.category ||
      product.description.size() > limits.description || product.price_range.size() > 40) {
    return refused("a text is too long");
  }
  const std::string& url = product.amazon_url;
  if (!url.empty() && (!url.starts_with("https://") || url.size() > limits.url || url.find(' ') != std::string::npos)) {
    return refused("the link is no https:// address");
  }
  if (!(product.rating >= 0 && product.rating <= 5) || product.review_count < 0 ||
      product.rated != (product.rating > 0)) {
    return refused("the rating is not between 0 and 5");
  }
  if (!is_plain(product.name) || !is_plain(product.brand) || !is_plain(product.category) ||
      !is_plain(product.description) || !is_plain(product.price_range) || !is_plain(url) ||
      !std::all_of(product.ingredients.begin(), product.ingredients.end(), is_plain)) {
    return refused("a text holds control characters");
  }
  const bool long_name = std::any_of(product.ingredients.begin(), product.ingredients.end(), [](const std::string& one) {
    return one.empty() || one.size() > ingredient_bytes_max;
  });
  if (long_name || product.ingredients.size() > ingredients_max) return refused("the ingredient list is too long");
  ImportedProduct taken{product, {}};
  taken.product.why.clear();
  taken.product.watch_for.clear();
  return taken;
}

}  // namespace

std::string ImportRow::text(ImportField field) const {
  const auto& value = fields[static_cast<std::size_t>(field)];
  return value ? std::string(trim(*value)) : std::string();
}

Result<ImportedProduct> product_from_row(const ImportRow& row, const RowOptions& options) {
  if (row.exported) return take_exported(*row.exported, options.limits);
  return RowReader(row, options).read();
}

ProductId derive_product_id(std::string_view brand, std::string_view name) {
  const std::string key = to_lower(brand) + "\n" + to_lower(name);
  return ProductId::trusted("lp-" + hex_encode(sha256(as_bytes(key))).substr(0, 20));
}

std::string compose_description(const Product& product) {
  std::string text;
  if (!product.category.empty() && !product.brand.empty()) {
    text = product.category + " by " + product.brand + ".";
  } else if (!product.category.empty() || !product.brand.empty()) {
    text = product.category + product.brand + ".";
  }
  std::vector<std::size_t> places;
  for (const FoundActive& found : active_matcher().find(product)) {
    const bool useful = std::any_of(all_effects().begin(), all_effects().end(), [&](const Effect& effect) {
      return effect.weight > 0 && effect.active == all_actives()[found.active].key;
    });
    if (useful && !product.ingredients.empty()) places.push_back(found.place);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  if (places.empty()) return text;
  if (places.size() > 3) places.resize(3);
  text += text.empty() ? "Contains " : " Contains ";
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i > 0) text += i + 1 == places.size() ? " and " : ", ";
    text += product.ingredients[places[i]];
  }
  return text + ".";
}

}  // namespace lumen::catalog
