// SPDX-License-Identifier: Apache-2.0
#pragma once
// A skincare product as it is kept and shown. It holds only what its source stated, and the conditions that
// follow from its ingredients (catalog/concern_fit.h). What a source did not state stays empty, never guessed:
// an unrated product has rating 0, review_count 0 and `rated` false.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.h"
#include "domain/labels.h"

namespace lumen {

// The kinds of skin a source says a product is for.
enum class SkinKind : std::uint8_t { combination, dry, normal, oily, sensitive };
inline constexpr std::size_t skin_kind_count = 5;
std::string_view to_string(SkinKind kind);                     // "combination"
std::optional<SkinKind> parse_skin_kind(std::string_view name);  // any case; also "combo"

struct Product {
  ProductId id;
  std::string name;
  std::string brand;     // "" when not stated
  std::string category;  // for people: "Cleanser", "Eye care", …; "" when not stated
  std::string description;
  std::string price_range;  // "$24", "$24.50", "$10-$20"; "" when unknown
  std::string amazon_url;   // "" when not stated
  double rating = 0;        // stars, 0..5
  std::int64_t review_count = 0;
  bool rated = false;
  std::vector<Label> target_conditions;  // best fit first
  std::vector<std::string> ingredients;  // in the order of the label, most first
  std::vector<SkinKind> skin_kinds;      // stated by the source; none: not stated
  std::string why;                       // why this product was chosen for this request; "" outside an answer
  std::vector<std::string> watch_for;    // what to know before using it, for people; none outside an answer

  friend bool operator==(const Product&, const Product&) = default;
};

// "$24", "$24.50": how a price in US dollars is written.
std::string usd_text(double price);

// The lowest price of a range written in US dollars; nothing when empty or in another currency.
std::optional<double> lowest_usd(std::string_view price_range);

}  // namespace lumen
