// SPDX-License-Identifier: Apache-2.0
// lumen-eval: how good the built-in engine and the product search are, in figures. docs/EVALUATION.md explains them.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <opencv2/core.hpp>

#include "base/json.h"
#include "eval/drawn.h"
#include "eval/labelled_photos.h"
#include "eval/photo_report.h"
#include "eval/search_report.h"

namespace {

using namespace lumen;
using namespace lumen::eval;

struct Settings {
  std::string photos;
  std::string page;
  std::string queries = LUMEN_QUERIES;
  bool search_only = false;
  bool json = false;
  bool small = false;
  ScoringOptions scoring;
};

int complain(const Error& error) {
  std::cerr << error.message << (error.detail.empty() ? "" : " (" + error.detail + ")") << "\n";
  return 1;
}

int deliver(const Report& report, const Settings& settings) {
  std::cout << (settings.json ? json::serialize(to_json(report)) + "\n" : to_text(report));
  if (settings.page.empty()) return 0;
  if (auto written = write_page(report, settings.page); !written) return complain(written.error());
  std::cerr << "page: " << settings.page << "/index.html\n";
  return 0;
}

Result<void> add_search(Report& report, const Settings& settings) {
  auto chapter = evaluate_search(settings.queries);
  if (!chapter) return fail(std::move(chapter.error()));
  for (Table& table : chapter->tables) report.parts.emplace_back(std::move(table));
  return {};
}

int evaluate_products(const Settings& settings) {
  Report report{"Lumen's product search on judged queries", {}, {}};
  if (auto added = add_search(report, settings); !added) return complain(added.error());
  return deliver(report, settings);
}

int evaluate_drawings(const Settings& settings) {
  const auto crew = EngineCrew::load(settings.scoring.cascade_folder, settings.scoring.threads);
  if (!crew) return complain(crew.error());
  DrawnEvaluation evaluation = evaluate_drawn(*crew, settings.small ? small_size : full_size);
  if (auto added = add_search(evaluation.report, settings); !added) return complain(added.error());
  return deliver(evaluation.report, settings);
}

int evaluate_photos(const Settings& settings) {
  const auto set = read_photo_set(settings.photos);
  if (!set) return complain(set.error());
  const auto scored = score_photos(set->photos, settings.scoring);
  if (!scored) return complain(scored.error());
  return deliver(report_photos(*scored, set->skipped), settings);
}

}  // namespace

int main(int argc, char** argv) {
  cv::setNumThreads(1);
  CLI::App program("Measures the built-in skin engine and the product search.", "lumen-eval");
  Settings settings;
  settings.scoring.cascade_folder = LUMEN_CASCADES;
  program.add_option("--photos", settings.photos, "folder (named after labels, or with a manifest.csv) or a CSV");
  program.add_flag("--search", settings.search_only, "only the product search");
  program.add_option("--queries", settings.queries, "folder of judged product queries");
  program.add_option("--page", settings.page, "folder for a page with tables and pictures");
  program.add_flag("--small", settings.small, "fewer drawn photos, under a minute");
  program.add_flag("--json", settings.json, "figures as JSON instead of text");
  program.add_option("--short-side", settings.scoring.short_side_px, "px, of photos")->check(CLI::Range(64, 2'000));
  program.add_option("--threads", settings.scoring.threads)->check(CLI::Range(1, 64));
  CLI11_PARSE(program, argc, argv);
  if (settings.search_only) return evaluate_products(settings);
  return settings.photos.empty() ? evaluate_drawings(settings) : evaluate_photos(settings);
}
