// SPDX-License-Identifier: Apache-2.0
#include "catalog/price_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/encoding.h"
#include "domain/product.h"

namespace lumen::catalog {
namespace {

struct Sign {
  std::string_view text;  // lower case
  std::string_view currency;
};
constexpr std::array<Sign, 8> signs = {{
    {"us$", "USD"},
    {"usd", "USD"},
    {"$", "USD"},
    {"gbp", "GBP"},
    {"£", "GBP"},
    {"eur", "EUR"},
    {"€", "EUR"},
    {"us dollars", "USD"},
}};

// British shops whose address does not say so.
constexpr std::array<std::string_view, 3> british_shops = {"lookfantastic.com", "cultbeauty.com", "feelunique.com"};

// "1,234.50" and "1234,50" as "1234.50".
std::string plain_number(std::string_view text) {
  const std::size_t comma = text.rfind(',');
  const bool decimal_comma =
      comma != std::string_view::npos && text.find('.') == std::string_view::npos && text.size() - comma == 3;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',' && !(decimal_comma && i == comma)) continue;
    out.push_back(text[i] == ',' ? '.' : text[i]);
  }
  return out;
}

}  // namespace

std::optional<Price> parse_price(std::string_view text) {
  const std::string lower = to_lower(trim(text));
  std::string_view rest = lower;
  Price price;
  for (const Sign& sign : signs) {
    if (!rest.starts_with(sign.text) && !rest.ends_with(sign.text)) continue;
    if (rest.starts_with(sign.text)) {
      rest.remove_prefix(sign.text.size());
    } else {
      rest.remove_suffix(sign.text.size());
    }
    rest = trim(rest);
    price.currency = sign.currency;
    break;
  }
  const std::string number = plain_number(rest);
  const char* end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, price.amount, std::chars_format::fixed);
  if (number.empty() || error != std::errc() || stop != end) return std::nullopt;
  if (!std::isfinite(price.amount) || price.amount < 0 || price.amount > 1e6) return std::nullopt;
  return price;
}

std::string price_text(const Price& price) {
  const std::string_view sign = price.currency == "USD"   ? "$"
                                : price.currency == "GBP" ? "£"
                                : price.currency == "EUR" ? "€"
                                                          : "";
  if (sign.empty()) return {};
  return std::string(sign) + usd_text(price.amount).substr(1);
}

std::string shop_currency(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  const std::string lower = to_lower(host);
  if (lower.ends_with(".co.uk")) return "GBP";
  for (const std::string_view shop : british_shops) {
    if (lower == shop || lower == "www." + std::string(shop)) return "GBP";
  }
  return {};
}

}  // namespace lumen::catalog
