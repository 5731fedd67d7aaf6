// SPDX-License-Identifier: Apache-2.0
// The TOML side of SettingSources; toml++ is slow to compile, so it has a unit of its own.
#include <sstream>
#include <string>

#include <toml++/toml.h>

#include "app/settings.h"

namespace lumen::app {
namespace {

std::string text_of(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return *text;
  if (const auto flag = node.as_boolean()) return flag->get() ? "1" : "0";
  if (const auto whole = node.as_integer()) return std::to_string(whole->get());
  if (const auto list = node.as_array()) {
    std::string joined;
    for (const auto& one : *list) joined += (joined.empty() ? "" : ",") + one.value_or<std::string>("");
    return joined;
  }
  std::ostringstream out;
  if (const auto real = node.as_floating_point()) out << real->get();
  return out.str();
}

}  // namespace

Result<void> SettingSources::add_file(const std::filesystem::path& file) {
  toml::table parsed;
  try {
    parsed = toml::parse_file(file.string());
  } catch (const toml::parse_error& failure) {
    return fail(invalid("bad_config_file", "Cannot read the configuration file " + file.string() + " (line " +
                                               std::to_string(failure.source().begin.line) +
                                               "): " + std::string(failure.description()) + "."));
  }
  for (const auto& [section, node] : parsed) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      return fail(invalid("bad_config_file", file.string() + ": \"" + std::string(section.str()) +
                                                 "\" must stand in a section, such as [server]."));
    }
    for (const auto& [key, value] : *table) {
      const std::string name = std::string(section.str()) + "." + std::string(key.str());
      if (auto done = apply(name, text_of(value), "file " + file.filename().string()); !done) return done;
    }
  }
  return {};
}

}  // namespace lumen::app
