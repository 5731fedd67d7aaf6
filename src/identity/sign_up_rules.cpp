// SPDX-License-Identifier: Apache-2.0
#include "identity/sign_up_rules.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "identity/pool_errors.h"

namespace lumen::identity {
namespace {

constexpr std::array<std::string_view, 16> standard_attributes = {
    "address",     "birthdate", "email",    "family_name",  "gender",  "given_name",         "locale",
    "middle_name", "name",      "nickname", "phone_number", "picture", "preferred_username", "profile",
    "website",     "zoneinfo"};

constexpr std::size_t custom_name_bytes_max = 20;

bool is_space_or_control(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; }

bool is_domain(std::string_view domain) {
  if (domain.empty() || domain.find('.') == std::string_view::npos) return false;
  while (true) {
    const std::size_t dot = std::min(domain.find('.'), domain.size());
    const std::string_view label = domain.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (dot == domain.size()) return true;
    domain.remove_prefix(dot + 1);
  }
}

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Error weak_password(std::string_view what) {
  return invalid("InvalidPassword", "Password did not conform with policy: Password " + std::string(what));
}

bool is_custom(std::string_view name) {
  constexpr std::string_view prefix = "custom:";
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  return !name.empty() && name.size() <= custom_name_bytes_max && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

Result<void> check_email(std::string_view email) {
  const std::size_t at = email.find('@');
  const bool shaped = email.size() <= username_bytes_max && is_utf8(email) && at != std::string_view::npos && at > 0 &&
                      at <= 64 && email.find('@', at + 1) == std::string_view::npos &&
                      is_domain(email.substr(at + 1)) && std::none_of(email.begin(), email.end(), is_space_or_control);
  if (!shaped) return fail(invalid_parameter("Username should be an email."));
  return {};
}

Result<void> check_password(std::string_view password) {
  if (password.size() > password_bytes_max || !is_utf8(password) ||
      std::any_of(password.begin(), password.end(), is_space_or_control)) {
    return fail(invalid_parameter("The password must have at most 256 bytes and no white space."));
  }
  const auto has = [&](char first, char last) {
    return std::any_of(password.begin(), password.end(), [&](char c) { return c >= first && c <= last; });
  };
  if (count_characters(password) < password_characters_min) return fail(weak_password("not long enough"));
  if (!has('A', 'Z')) return fail(weak_password("must have uppercase characters"));
  if (!has('a', 'z')) return fail(weak_password("must have lowercase characters"));
  if (!has('0', '9')) return fail(weak_password("must have numeric characters"));
  return {};
}

Result<void> check_attributes(const std::map<std::string, std::string>& attributes, std::string_view email) {
  if (attributes.size() > attributes_max)
    return fail(invalid_parameter("Too many user attributes: at most 20 are kept."));
  std::size_t bytes = 0;
  for (const auto& [name, value] : attributes) {
    bytes += name.size() + value.size();
    const bool standard =
        std::find(standard_attributes.begin(), standard_attributes.end(), name) != standard_attributes.end();
    if (!standard && !is_custom(name)) {
      return fail(invalid_parameter("A client attempted to write an unknown or unauthorized attribute."));
    }
    if (name == "email" && !iequals(value, email)) {
      return fail(invalid_parameter("The email attribute must be the same as the username."));
    }
    if (!is_utf8(value)) return fail(invalid_parameter("User attributes must be UTF-8 text."));
  }
  if (bytes > attributes_bytes_max) {
    return fail(invalid_parameter("The user attributes are too large: at most 2048 bytes together."));
  }
  return {};
}

}  // namespace lumen::identity
