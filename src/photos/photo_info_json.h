// SPDX-License-Identifier: Apache-2.0
#pragma once
// PhotoInfo as the JSON text that an adapter keeps beside the bytes.

#include <string>
#include <string_view>

#include "photos/photo_store.h"

namespace lumen::photos {

std::string write_photo_info(const PhotoInfo& info);
// `internal` when a member is missing or has another type: the text is our own.
Result<PhotoInfo> read_photo_info(std::string_view text);

}  // namespace lumen::photos
