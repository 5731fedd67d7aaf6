// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text encodings of bytes. Decoders answer nothing on any malformed input.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lumen {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string hex_encode(ByteView bytes);  // lower case
std::optional<Bytes> hex_decode(std::string_view text);

std::string base64_encode(ByteView bytes);  // RFC 4648 §4, padded
std::optional<Bytes> base64_decode(std::string_view text);
std::string base64url_encode(ByteView bytes);  // RFC 4648 §5, no padding
std::optional<Bytes> base64url_decode(std::string_view text);

enum class Slash { keep, encode };
// Every byte outside A-Z a-z 0-9 - _ . ~ becomes %XX (upper case), as AWS and RFC 3986 want it.
std::string percent_encode(std::string_view text, Slash slash = Slash::encode);
enum class Plus { literal, space };
std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::literal);

// True when the bytes are well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

bool equal_constant_time(std::string_view a, std::string_view b);

// ASCII only.
std::string to_lower(std::string_view text);
bool iequals(std::string_view a, std::string_view b);
std::string_view trim(std::string_view text);

}  // namespace lumen
