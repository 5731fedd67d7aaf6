// SPDX-License-Identifier: Apache-2.0
#pragma once
// The web page's files, as they lie in the program.

#include <vector>

#include "api/web_assets.h"

namespace lumen::app {

std::vector<api::WebAsset> web_files();

}  // namespace lumen::app
