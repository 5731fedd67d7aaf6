// SPDX-License-Identifier: Apache-2.0
#include "app/web_files.h"

#include "embedded/web_app_css.h"
#include "embedded/web_app_js.h"
#include "embedded/web_icon_svg.h"
#include "embedded/web_index_html.h"
#include "embedded/web_manifest_webmanifest.h"

namespace lumen::app {

std::vector<api::WebAsset> web_files() {
  return {{"/", "text/html; charset=utf-8", embedded::web_index_html()},
          {"/app.js", "text/javascript; charset=utf-8", embedded::web_app_js()},
          {"/app.css", "text/css; charset=utf-8", embedded::web_app_css()},
          {"/icon.svg", "image/svg+xml", embedded::web_icon_svg()},
          {"/manifest.webmanifest", "application/manifest+json", embedded::web_manifest_webmanifest()}};
}

}  // namespace lumen::app
