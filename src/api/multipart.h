// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads a multipart/form-data body (RFC 7578). Pure; linear time; nothing is copied but the names.

#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::api {

struct FormPart {
  std::string name;
  std::string file_name;     // "" when the part is no file
  std::string content_type;  // "" when not stated
  ByteView bytes;            // into the body
};

// At most 16 parts with headers of at most 4 KB each. `invalid` ("bad_multipart") says what is wrong.
Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, ByteView body);

}  // namespace lumen::api
