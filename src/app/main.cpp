// SPDX-License-Identifier: Apache-2.0
// The command line: what can be asked for and with which words. Everything else is in commands.h.
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "app/commands.h"

namespace {

using namespace lumen;
using namespace lumen::app;

// Flags that are settings: name of the setting → value given.
using SettingFlags = std::vector<std::pair<std::string, std::string>>;

struct CommandLine {
  std::string config_file;
  SettingFlags flags;
  bool insecure = false;
  bool as_json = false;
  bool as_markdown = false;
  bool password_stdin = false;
  AnalyzeOptions analyze;
  std::string email;
  std::string file;
  ImportChoices import;
  std::string text;
  std::string analysis_id;
  int limit = 10;
};

void add_setting(CLI::App* command, CommandLine& line, const std::string& flag, const std::string& setting,
                 const std::string& help) {
  command->add_option_function<std::string>(
      flag, [&line, setting](const std::string& value) { line.flags.emplace_back(setting, value); }, help);
}

void add_common(CLI::App* command, CommandLine& line) {
  add_setting(command, line, "--data", "data.folder", "The data folder; created when absent (default lumen-data)");
  command->add_option("--config", line.config_file, "A TOML file with settings (docs/CONFIG.md)");
}

void add_json(CLI::App* command, CommandLine& line) { command->add_flag("--json", line.as_json, "For machines"); }

void build_serve(CLI::App& program, CommandLine& line) {
  CLI::App* serve = program.add_subcommand("serve", "Serve the app, the page and the workers");
  add_common(serve, line);
  add_setting(serve, line, "--listen", "server.listen",
              "address:port; port 0 picks a free one (default 127.0.0.1:8080)");
  add_setting(serve, line, "--tls-cert", "server.tls_certificate", "PEM file with the certificate chain");
  add_setting(serve, line, "--tls-key", "server.tls_key", "PEM file with its private key");
  serve->add_flag("--insecure", line.insecure, "Allow listening beyond loopback without TLS");
}

OverlayView wanted_view(const std::string& name) {
  if (const auto view = parse_overlay_view(name)) return *view;
  throw CLI::ValidationError("--overlay-of", "must be all, report, or a concern's name, such as redness or dark_spots");
}

void build_analyze(CLI::App& program, CommandLine& line) {
  CLI::App* analyze = program.add_subcommand("analyze", "Measure photos here and now; nothing is kept");
  add_common(analyze, line);
  add_json(analyze, line);
  analyze->add_option("photo", line.analyze.photos, "JPEG, PNG, WebP or HEIC files")->required();
  CLI::Option* overlay =
      analyze->add_option("--overlay", line.analyze.overlay, "Write a PNG that shows what was measured where");
  analyze
      ->add_option_function<std::string>(
          "--overlay-of", [&line](const std::string& name) { line.analyze.overlay_view = wanted_view(name); },
          "What it shows: all (default), report (photo and measurements side by side), or a concern such as redness")
      ->needs(overlay);
}

void build_admin(CLI::App& program, CommandLine& line) {
  CLI::App* user = program.add_subcommand("user", "People who may sign in")->require_subcommand(1);
  CLI::App* add = user->add_subcommand("add", "Add a confirmed person; the password is read from standard input");
  CLI::App* code = user->add_subcommand("code", "Print the newest confirmation code mailed to an address");
  for (CLI::App* command : {add, code}) {
    add_common(command, line);
    command->add_option("email", line.email, "E-mail address")->required();
  }
  add->add_flag("--password-stdin", line.password_stdin, "Read the password from standard input")->required();

  CLI::App* products = program.add_subcommand("products", "The catalog")->require_subcommand(1);
  CLI::App* import = products->add_subcommand("import", "Import a CSV, JSON or NDJSON file");
  add_common(import, line);
  add_json(import, line);
  import->add_option("file", line.file, "The file")->required();
  import->add_option("--map", line.import.map, "Columns by name: name=Title,brand=Maker,price=Cost");
  import->add_option("--currency", line.import.currency,
                     "Currency of prices without a sign, such as USD; without it they are left out");
  import->add_option("--preset", line.import.preset,
                     "Columns of a known table: sephora-2018, lookfantastic, sephora-2023 or none; recognised by itself");
  import->add_flag("--replace", line.import.replace, "Remove products that the file does not have");
  CLI::App* written = products->add_subcommand("export", "Write the catalog to a file that imports back exactly");
  add_common(written, line);
  written->add_option("file", line.file, "The file: a JSON array for .json, else NDJSON")->required();
  CLI::App* search = products->add_subcommand("search", "Search the catalog");
  add_common(search, line);
  add_json(search, line);
  search->add_option("text", line.text, "What to look for")->required();
  search->add_option("--limit", line.limit, "How many")->check(CLI::Range(1, 50));

  CLI::App* jobs = program.add_subcommand("jobs", "Analyses that were given up")->require_subcommand(1);
  CLI::App* list = jobs->add_subcommand("list", "List them with their reason");
  add_common(list, line);
  add_json(list, line);
  CLI::App* retry = jobs->add_subcommand("retry", "Try one again");
  add_common(retry, line);
  retry->add_option("analysis_id", line.analysis_id, "Its id")->required();
}

void build_operator(CLI::App& program, CommandLine& line) {
  CLI::App* config = program.add_subcommand("config", "Print every setting, its value and where it came from");
  add_common(config, line);
  add_json(config, line);
  config->add_flag("--markdown", line.as_markdown, "As docs/CONFIG.md");
  CLI::App* doctor = program.add_subcommand("doctor", "Check everything Lumen needs and say what to mend");
  add_common(doctor, line);
  add_json(doctor, line);
}

Result<SettingSources> read_settings(const CommandLine& line) {
  SettingSources sources;
  if (!line.config_file.empty()) {
    if (auto done = sources.add_file(line.config_file); !done) return fail(done.error());
  }
  if (auto done = sources.add_environment(); !done) return fail(done.error());
  for (const auto& [name, value] : line.flags) {
    if (auto done = sources.add_flag(name, value); !done) return fail(done.error());
  }
  if (line.insecure) {
    if (auto done = sources.add_flag("server.insecure", "1"); !done) return fail(done.error());
  }
  return sources;
}

int dispatch(const CLI::App& program, const CommandLine& line, const SettingSources& sources) {
  const Settings& settings = sources.settings();
  const auto given = [&](const char* group, const char* name) {
    return program.get_subcommand(group)->parsed() && program.get_subcommand(group)->get_subcommand(name)->parsed();
  };
  if (program.get_subcommand("serve")->parsed()) return run_serve(settings);
  if (program.get_subcommand("analyze")->parsed()) {
    AnalyzeOptions options = line.analyze;
    options.as_json = line.as_json;
    return run_analyze(settings, options);
  }
  if (given("user", "add")) return run_user_add(settings, line.email);
  if (given("user", "code")) return run_user_code(settings, line.email);
  if (given("products", "import")) {
    return run_products_import(settings, line.file, line.import, line.as_json);
  }
  if (given("products", "export")) return run_products_export(settings, line.file);
  if (given("products", "search")) return run_products_search(settings, line.text, line.limit, line.as_json);
  if (given("jobs", "list")) return run_jobs_list(settings, line.as_json);
  if (given("jobs", "retry")) return run_jobs_retry(settings, line.analysis_id);
  if (program.get_subcommand("config")->parsed()) {
    const ConfigForm form = line.as_markdown ? ConfigForm::markdown
                            : line.as_json   ? ConfigForm::json
                                             : ConfigForm::table;
    return run_config(sources, form);
  }
  return run_doctor(settings, line.as_json);
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return exit_failed;
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App program(
      "Lumen measures a skin photo, explains what was measured and names products that fit.\n"
      "It is not a medical device.",
      "lumen");
  program.set_version_flag("--version", std::string("lumen ") + LUMEN_VERSION);
  program.require_subcommand(1);
  CommandLine line;
  build_serve(program, line);
  build_analyze(program, line);
  build_admin(program, line);
  build_operator(program, line);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return program.exit(wrong, std::cout, std::cerr) == 0 ? exit_done : exit_usage;
  }
  const auto sources = read_settings(line);
  if (!sources) {
    print_error(sources.error());
    return exit_usage;
  }
  return dispatch(program, line, *sources);
}
