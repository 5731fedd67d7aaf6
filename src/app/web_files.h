// SPDX-License-Identifier: Apache-2.0
#pragma once
// The web page's files as they lie in the program, with the settings that the page has to know filled in.

#include <string_view>
#include <vector>

#include "api/web_assets.h"
#include "app/settings.h"

namespace lumen::app {

std::vector<api::WebAsset> web_files(const Settings& settings);

// `page` with {{client_id}} and {{retention_days}} replaced by what is set, escaped for an HTML attribute.
std::string fill_page(std::string_view page, const Settings& settings);

}  // namespace lumen::app
