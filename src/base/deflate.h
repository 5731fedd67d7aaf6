// SPDX-License-Identifier: Apache-2.0
#pragma once
// zlib's format (RFC 1950) for text that is kept: JSON shrinks to about a tenth. Pure, thread-safe.

#include <string>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen {

Bytes deflate_text(std::string_view text);

// `internal` when the bytes are damaged or would give more than `text_bytes_max`.
Result<std::string> inflate_text(ByteView bytes, std::size_t text_bytes_max);

}  // namespace lumen
