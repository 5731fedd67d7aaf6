// SPDX-License-Identifier: Apache-2.0
#pragma once
// The commands of the command line, one file each. Each gives the process's exit code.

#include <string>
#include <vector>

#include "app/settings.h"
#include "app/terminal.h"
#include "base/json.h"
#include "domain/overlay_view.h"

namespace lumen::app {

int run_serve(const Settings& settings);

struct AnalyzeOptions {
  std::vector<std::string> photos;
  bool as_json = false;
  std::string overlay;  // where to write the picture, or ""
  OverlayView overlay_view;
};
int run_analyze(const Settings& settings, const AnalyzeOptions& options);

// A command of AdminCommands: by the folder's lock, or by the server that holds it.
Result<json::value> run_admin(const Settings& settings, const std::string& command, const json::object& arguments,
                              const std::string& progress_text);

int run_user_add(const Settings& settings, const std::string& email);
int run_user_code(const Settings& settings, const std::string& email);
struct ImportChoices {
  std::string map;
  std::string currency;
  std::string preset;
  bool replace = false;  // the file is the whole catalog
};
int run_products_import(const Settings& settings, const std::string& file, const ImportChoices& choices, bool as_json);
int run_products_export(const Settings& settings, const std::string& file);
int run_products_search(const Settings& settings, const std::string& text, int limit, bool as_json);
int run_jobs_list(const Settings& settings, bool as_json);
int run_jobs_retry(const Settings& settings, const std::string& analysis_id);

enum class ConfigForm : std::uint8_t { table, json, markdown };
int run_config(const SettingSources& sources, ConfigForm form);
int run_doctor(const Settings& settings, bool as_json);

}  // namespace lumen::app
