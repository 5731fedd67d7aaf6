// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a name, a password and attributes must look like. Pure; costs nothing against a hash or a row.

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lumen::identity {

inline constexpr std::size_t username_bytes_max = 128;
inline constexpr std::size_t password_characters_min = 8;
inline constexpr std::size_t password_bytes_max = 256;
inline constexpr std::size_t attributes_max = 20;
inline constexpr std::size_t attributes_bytes_max = 2'048;  // names and values together: they travel in each id token

// One address of at most 128 bytes: name@host.domain, no white space. `InvalidParameter`.
Result<void> check_email(std::string_view email);

// At least 8 characters with an upper-case letter, a lower-case letter and a number (`InvalidPassword`); at most
// 256 bytes and no white space or control character (`InvalidParameter`).
Result<void> check_password(std::string_view password);

// Standard names of OpenID Connect and `custom:name`, within the limits above. `email` may repeat the address;
// names that would become claims of ours (sub, aud, …) are refused. `InvalidParameter`.
Result<void> check_attributes(const std::map<std::string, std::string>& attributes, std::string_view email);

}  // namespace lumen::identity
