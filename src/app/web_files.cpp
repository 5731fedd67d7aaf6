// SPDX-License-Identifier: Apache-2.0
#include "app/web_files.h"

#include <string>

#include "embedded/web_app_css.h"
#include "embedded/web_app_js.h"
#include "embedded/web_icon_svg.h"
#include "embedded/web_index_html.h"
#include "embedded/web_manifest_webmanifest.h"

namespace lumen::app {

namespace {

std::string escape_attribute(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

void fill(std::string& page, std::string_view slot, std::string_view value) {
  if (const auto place = page.find(slot); place != std::string::npos) {
    page.replace(place, slot.size(), escape_attribute(value));
  }
}

}  // namespace

std::string fill_page(std::string_view page, const Settings& settings) {
  std::string filled(page);
  fill(filled, "{{client_id}}", settings.client_id);
  fill(filled, "{{retention_days}}", std::to_string(settings.retention_days));
  return filled;
}

std::vector<api::WebAsset> web_files(const Settings& settings) {
  const auto text = [](std::string_view bytes) { return std::string(bytes); };
  return {{"/", "text/html; charset=utf-8", fill_page(embedded::web_index_html(), settings)},
          {"/app.js", "text/javascript; charset=utf-8", text(embedded::web_app_js())},
          {"/app.css", "text/css; charset=utf-8", text(embedded::web_app_css())},
          {"/icon.svg", "image/svg+xml", text(embedded::web_icon_svg())},
          {"/manifest.webmanifest", "application/manifest+json", text(embedded::web_manifest_webmanifest())}};
}

}  // namespace lumen::app
