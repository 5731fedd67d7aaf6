// SPDX-License-Identifier: Apache-2.0
// lumen doctor: looks at everything that Lumen needs and says what to mend.
#include <fmt/format.h>
#include <sys/statvfs.h>

#include <chrono>
#include <vector>

#include "app/commands.h"
#include "app/eyes.h"
#include "base/run_blocking.h"
#include "app/workbench.h"
#include "base/files.h"

namespace lumen::app {
namespace {

constexpr std::uint64_t disk_bytes_min = 500'000'000;
// No photo was taken before this program was written: a clock behind it is wrong, and tokens and URLs with it.
constexpr UnixSeconds clock_min_s = 1'767'225'600;  // 2026-01-01

struct Check {
  std::string name;
  bool good = true;
  std::string text;  // what was found, or what to mend
};

Check check_disk(const std::filesystem::path& folder) {
  struct statvfs info{};
  if (::statvfs(folder.c_str(), &info) != 0) return {"disk", false, "cannot be measured"};
  const std::uint64_t free_bytes = static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
  const std::string free_text = fmt::format("{:.1f} GB free", static_cast<double>(free_bytes) / 1e9);
  if (free_bytes >= disk_bytes_min) return {"disk", true, free_text};
  return {"disk", false, free_text + ": make room, uploads will be refused soon"};
}

Check check_clock() {
  const UnixSeconds now_s = SystemClock().now_s();
  if (now_s >= clock_min_s) return {"clock", true, format_iso8601(now_s)};
  return {"clock", false,
          format_iso8601(now_s) + " is in the past: set the clock, tokens and upload URLs depend on it"};
}

Check check_keys(const std::filesystem::path& folder) {
  const auto key = read_master_key(folder);
  if (key) return {"keys", true, (folder / "keys").string()};
  return {"keys", false, key.error().message};
}

// A tiny picture that is no photo: the worker must start and say so.
Check check_vision(Rooms& rooms) {
  const Bytes nothing(64, 0);
  vision::PhotoToRead input{nothing, 1};
  const auto seen =
      run_blocking(rooms.classifier->classify(std::move(input), Deadline::after(std::chrono::seconds(20))));
  const bool answers = !seen && seen.error().kind == ErrorKind::invalid;
  if (answers) return {"vision", true, rooms.classifier->describe()};
  return {"vision", false,
          seen ? "the worker accepted what is no photo" : seen.error().message + " (" + seen.error().detail + ")"};
}

// Whether the ONNX model can be used, looked at before the rooms, which do not open with a bad card.
Check check_model(const Settings& settings) {
  NullLog quiet;
  const auto eyes = Eyes::open(settings, null_metrics(), quiet);
  const auto good = eyes ? (*eyes)->check_model() : Result<void>(fail(eyes.error()));
  if (good) return {"model", true, (*eyes)->classifier().describe()};
  return {"model", false,
          good.error().message + (good.error().kind == ErrorKind::invalid ? "" : " (" + good.error().detail + ")")};
}

// The model elsewhere, when one is set.
Check check_model_elsewhere(RemoteEyes& eyes) {
  const auto seen = run_blocking(eyes.check(Deadline::after(std::chrono::seconds(15))));
  return {"second model", seen.has_value(), seen ? *seen : seen.error().message};
}

// OpenSearch, when products are found there.
Check check_opensearch(RemoteCatalog& catalog) {
  const auto seen = run_blocking(catalog.check(Deadline::after(std::chrono::seconds(15))));
  return {"opensearch", seen.has_value(), seen ? *seen : seen.error().message};
}

// The model elsewhere that explains, when one is set.
Check check_agent_elsewhere(RemoteAgents& agents) {
  const auto seen = run_blocking(agents.check(Deadline::after(std::chrono::seconds(15))));
  return {"agent's model", seen.has_value(), seen ? *seen : seen.error().message};
}

// The model elsewhere that makes vectors, when one is set.
Check check_embedder(SearchEmbedder& embedder) {
  const auto seen = run_blocking(embedder.check(Deadline::after(std::chrono::seconds(15))));
  if (seen) return {"embedder", true, *seen};
  return {"embedder", false,
          fmt::format("{} gives no vectors ({}): search goes on by words", embedder.embedder().id(), seen.error().code)};
}

std::vector<Check> check_rooms(Workbench& bench) {
  std::vector<Check> checks;
  const auto intact = bench.rooms().database->check_integrity();
  checks.push_back({"database", intact.has_value(),
                    intact ? bench.folder().database_file().string() + " is intact"
                           : "damaged (" + intact.error().detail + "): put it back from a backup"});
  for (const auto& [room, adapter] : bench.rooms().describe()) {
    if (room != "vision") checks.push_back({room, true, adapter});
  }
  checks.push_back(check_vision(bench.rooms()));
  if (bench.rooms().remote_eyes) checks.push_back(check_model_elsewhere(*bench.rooms().remote_eyes));
  if (bench.rooms().remote_catalog) checks.push_back(check_opensearch(*bench.rooms().remote_catalog));
  if (bench.rooms().embedder->embedder().is_remote()) checks.push_back(check_embedder(*bench.rooms().embedder));
  if (bench.rooms().remote_agents) checks.push_back(check_agent_elsewhere(*bench.rooms().remote_agents));
  return checks;
}

}  // namespace

int run_doctor(const Settings& given, bool as_json) {
  Settings settings = given;
  const std::filesystem::path folder = std::filesystem::absolute(settings.data_folder);
  std::vector<Check> checks{check_clock()};
  if (!settings.onnx_model.empty()) {
    checks.push_back(check_model(settings));
    if (!checks.back().good) settings.onnx_model.clear();  // the rest is looked at without it
  }
  Workbench bench(settings);
  const auto opened = bench.open();
  const bool served = !opened && opened.error().code == "folder_locked";
  checks.push_back({"data folder", opened.has_value() || served,
                    opened   ? folder.string()
                    : served ? folder.string() + " is in use by a running server; stop it to check the database too"
                             : opened.error().message});
  checks.push_back(check_keys(folder));
  if (std::filesystem::exists(folder)) checks.push_back(check_disk(folder));
  if (opened) {
    for (Check& check : check_rooms(bench)) checks.push_back(std::move(check));
  }
  bool good = true;
  json::array rows;
  for (const Check& check : checks) {
    good = good && check.good;
    rows.push_back(json::object{{"name", check.name}, {"good", check.good}, {"text", check.text}});
    if (!as_json) print_out(fmt::format("{}  {:<12} {}\n", check.good ? "ok  " : "MEND", check.name, check.text));
  }
  if (as_json) print_out(json::serialize(rows) + "\n");
  return good ? exit_done : exit_failed;
}

}  // namespace lumen::app
