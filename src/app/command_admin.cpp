// SPDX-License-Identifier: Apache-2.0
// lumen user …, lumen products …, lumen jobs …
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "app/admin_commands.h"
#include "app/commands.h"
#include "base/run_blocking.h"
#include "app/workbench.h"
#include "doors/cli_report.h"

namespace lumen::app {
namespace {

// Prints the result with `show`, or the error.
template <class Show>
int answer(const Result<json::value>& result, Show show) {
  if (!result) {
    print_error(result.error());
    return exit_failed;
  }
  show(result->as_object());
  return exit_done;
}

std::string text_of(const json::object& object, std::string_view name) { return get_string(object, name).value_or(""); }

void print_notes(const json::object& report, std::string_view rows, std::string_view word) {
  constexpr std::size_t shown_max = 20;
  const json::array& notes = report.at(rows).as_array();
  for (std::size_t i = 0; i < std::min(notes.size(), shown_max); ++i) {
    const json::object& note = notes[i].as_object();
    print_out(fmt::format("  line {}: {}: {}\n", get_integer(note, "line").value_or(0), word, text_of(note, "text")));
  }
  if (notes.size() > shown_max)
    print_out(fmt::format("  … and {} more (--json lists them)\n", notes.size() - shown_max));
}

}  // namespace

Result<json::value> run_admin(const Settings& settings, const std::string& command, const json::object& arguments,
                              const std::string& progress_text) {
  ProgressLine line(progress_text);
  const Progress progress = [&line](std::size_t done, std::size_t total) { line.show(done, total); };
  Workbench bench(settings);
  auto opened = bench.open();
  if (!opened && opened.error().code == "folder_locked") {
    return ask_server(admin_socket(std::filesystem::absolute(settings.data_folder)), command, arguments, progress);
  }
  if (!opened) return fail(opened.error());
  AdminCommands commands(bench.rooms(), bench.folder(), bench.surroundings());
  return run_blocking(commands.run(command, arguments, progress));
}

int run_user_add(const Settings& settings, const std::string& email) {
  std::string password;
  std::getline(std::cin, password);
  if (!password.empty() && password.back() == '\r') password.pop_back();
  const auto result = run_admin(settings, "user.add", {{"email", email}, {"password", password}}, "Adding");
  return answer(result, [&](const json::object& user) {
    print_out(fmt::format("Added {} ({}).\n", email, text_of(user, "user")));
  });
}

int run_user_code(const Settings& settings, const std::string& email) {
  const auto result = run_admin(settings, "user.code", {{"email", email}}, "Reading");
  return answer(result, [](const json::object& code) { print_out(text_of(code, "code") + "\n"); });
}

int run_products_import(const Settings& settings, const std::string& file, const ImportChoices& choices, bool as_json) {
  const std::string path = std::filesystem::absolute(file).string();
  const json::object arguments{{"file", path},
                               {"map", choices.map},
                               {"currency", choices.currency},
                               {"preset", choices.preset},
                               {"replace", choices.replace}};
  const auto result = run_admin(settings, "products.import", arguments, "Importing");
  return answer(result, [&](const json::object& report) {
    if (as_json) return print_out(json::serialize(report) + "\n");
    const auto count = [&report](const char* name) { return get_integer(report, name).value_or(0); };
    const std::string preset = text_of(report, "preset");
    print_out(fmt::format("{} products imported from {} rows ({}{}); {} rows refused, {} doubtful, {} duplicates.\n",
                          count("imported"), count("rows"), text_of(report, "format"),
                          preset.empty() ? "" : ", preset " + preset, count("refused"), count("doubtful"),
                          count("duplicates")));
    print_out(fmt::format("{} added, {} changed, {} unchanged, {} removed.\n", count("added"), count("changed"),
                          count("unchanged"), count("removed")));
    const auto kept = count("missing") - count("removed");
    if (get_bool(report, "removal_skipped").value_or(false)) {
      print_out("Nothing was removed, because rows were refused: any of them could be one of the missing products.\n");
    } else if (kept > 0) {
      print_out(fmt::format("{} products of the catalog are not in the file and stay; --replace removes them.\n", kept));
    }
    print_notes(report, "refused_rows", "refused");
    print_notes(report, "doubtful_rows", "doubtful");
  });
}

int run_products_export(const Settings& settings, const std::string& file) {
  const std::string path = std::filesystem::absolute(file).string();
  const auto result = run_admin(settings, "products.export", {{"file", path}}, "Exporting");
  return answer(result, [&](const json::object& done) {
    print_out(fmt::format("{} products written to {}.\n", get_integer(done, "products").value_or(0), file));
  });
}

int run_products_search(const Settings& settings, const std::string& text, int limit, bool as_json) {
  const auto result = run_admin(settings, "products.search", {{"text", text}, {"limit", limit}}, "Searching");
  return answer(result, [&](const json::object& found) {
    if (as_json) return print_out(json::serialize(found) + "\n");
    for (const json::value& filter : found.at("filters").as_array()) {
      print_out("Filter: " + std::string(filter.as_string()) + "\n");
    }
    int number = 0;
    for (const json::value& one : found.at("products").as_array()) {
      const json::object& product = one.as_object();
      std::string line = text_of(product, "brand") + " " + text_of(product, "name");
      if (const std::string price = text_of(product, "price_range"); !price.empty()) line += ", " + price;
      print_out(doors::wrap(line, terminal_width(), fmt::format("{:3}. ", ++number), "     "));
      print_out(doors::wrap(text_of(product, "why"), terminal_width(), "     ", "     "));
      if (!product.contains("watch_for")) continue;
      for (const json::value& note : product.at("watch_for").as_array()) {
        print_out(doors::wrap("Watch for: " + std::string(note.as_string()), terminal_width(), "     ", "     "));
      }
    }
  });
}

int run_jobs_list(const Settings& settings, bool as_json) {
  const auto result = run_admin(settings, "jobs.list", {}, "Reading");
  return answer(result, [&](const json::object& found) {
    if (as_json) return print_out(json::serialize(found) + "\n");
    const json::array& letters = found.at("dead_letters").as_array();
    if (letters.empty()) print_out("No analysis was given up.\n");
    for (const json::value& one : letters) {
      const json::object& letter = one.as_object();
      print_out(fmt::format("{}  {}  after {} tries: {}\n", text_of(letter, "analysis_id"),
                            text_of(letter, "failed_at"), get_integer(letter, "attempts").value_or(0),
                            text_of(letter, "reason")));
    }
  });
}

int run_jobs_retry(const Settings& settings, const std::string& analysis_id) {
  const auto result = run_admin(settings, "jobs.retry", {{"analysis_id", analysis_id}}, "Queueing");
  return answer(result, [&](const json::object&) { print_out("Queued again: " + analysis_id + "\n"); });
}

}  // namespace lumen::app
