// SPDX-License-Identifier: Apache-2.0
#pragma once
// Prices as shops write them: "$5.20", "24", "USD 24.00", "£12", "12,50 €". Pure.

#include <optional>
#include <string>
#include <string_view>

namespace lumen::catalog {

struct Price {
  double amount = 0;
  std::string currency;  // "USD", "GBP", "EUR"; "" when not stated
};

// Nothing for text that is no price, is negative or is over a million.
std::optional<Price> parse_price(std::string_view text);

// "$24", "£12.50", "€9"; "" for an unknown currency.
std::string price_text(const Price& price);

// The currency a shop charges in, where its address tells ("….co.uk", and a few shops by name); else "".
std::string shop_currency(std::string_view url);

}  // namespace lumen::catalog
