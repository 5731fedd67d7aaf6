// SPDX-License-Identifier: Apache-2.0
// lumen config: every setting, its value and where that came from.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"

namespace lumen::app {

int run_config(const SettingSources& sources, ConfigForm form) {
  if (form == ConfigForm::markdown) {
    print_out(settings_markdown());
    return exit_done;
  }
  json::array rows;
  std::string table;
  std::size_t name_columns = 0;
  std::size_t value_columns = 0;
  for (const SettingRow& row : setting_rows()) {
    name_columns = std::max(name_columns, row.name.size());
    value_columns = std::max(value_columns, row.get(sources.settings()).size());
  }
  for (const SettingRow& row : setting_rows()) {
    const std::string value = row.get(sources.settings());
    const std::string origin = sources.origin(row.name);
    rows.push_back(json::object{
        {"name", row.name}, {"value", value}, {"origin", origin}, {"format", row.format}, {"meaning", row.meaning}});
    table += fmt::format("{:<{}}  {:<{}}  ({})\n", row.name, name_columns, value, value_columns, origin);
  }
  print_out(form == ConfigForm::json ? json::serialize(rows) + "\n" : table);
  return exit_done;
}

}  // namespace lumen::app
