// SPDX-License-Identifier: Apache-2.0
#pragma once
// Several texts as one byte string, each as its length (4 bytes, little endian) and its bytes, so that what
// is written in one step is sealed and read in one. Pure.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/encoding.h"

namespace lumen::analyses {

std::string pack_texts(std::initializer_list<std::string_view> texts);

// Fills `texts`; false when `packed` does not hold exactly that many.
bool unpack_texts(ByteView packed, std::span<std::string> texts);

}  // namespace lumen::analyses
