// SPDX-License-Identifier: Apache-2.0
// lumen analyze PHOTO…: the main job without a server; nothing of the photo is kept.
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>

#include "app/analyze_rooms.h"
#include "app/commands.h"
#include "base/run_blocking.h"
#include "base/files.h"
#include "doors/cli_report.h"
#include "domain/concern_json.h"
#include "domain/product_json.h"
#include "domain/wire_json.h"
#include "photos/strip_metadata.h"
#include "service/explain.h"

namespace lumen::app {
namespace {

constexpr std::chrono::minutes photo_time_max{2};

class Analyzer {
 public:
  Analyzer(const Settings& settings, const AnalyzeOptions& options) : settings_(settings), options_(options) {}

  Result<void> open() { return rooms_.open(settings_); }

  int analyze(const std::string& photo) {
    ProgressLine line(photo);
    auto result = run(photo, line);
    line.say("");
    if (!result) {
      report_failure(photo, result.error());
      return exit_failed;
    }
    print_out(options_.as_json ? to_json(*result) : doors::format_result(*result, terminal_width(), colour()));
    return exit_done;
  }

 private:
  Result<doors::CliResult> run(const std::string& photo, ProgressLine& line) {
    const auto deadline = Deadline::after(photo_time_max);
    line.say("Reading " + photo);
    auto input = read(photo);
    if (!input) return fail(input.error());
    const vision::PhotoToRead copy = options_.overlay.empty() ? vision::PhotoToRead() : *input;
    line.say("Measuring " + photo);
    StageTimer timer;
    auto seen = run_blocking(rooms_.classifier->classify(std::move(*input), deadline));
    if (!seen) return fail(seen.error());
    doors::CliResult result;
    result.stage_ms["measure"] = timer.lap_ms();
    line.say("Explaining " + photo);
    service::Explain explain(*rooms_.agent, {*rooms_.product_search, rooms_.knowledge_source.get(), {}}, nullptr,
                             rooms_.log);
    const UnixMillis now_ms = SystemClock().now_ms();
    service::StageMark stage = Stage::classifying;
    auto explained =
        run_blocking(explain.run(std::nullopt, AnalysisId(), seen->prediction, now_ms, 0, stage, deadline));
    if (!explained) return fail(explained.error());
    result.stage_ms["explain and choose products"] = timer.lap_ms();
    if (!options_.overlay.empty()) {
      if (auto drawn = draw(copy, line, deadline); !drawn) return fail(drawn.error());
      result.stage_ms["overlay"] = timer.lap_ms();
    }
    result.photo = photo;
    result.prediction = std::move(seen->prediction);
    result.explanation = std::move(explained->explanation);
    result.products = std::move(explained->products);
    return result;
  }

  Result<vision::PhotoToRead> read(const std::string& photo) const {
    auto bytes = read_file(photo, static_cast<std::size_t>(settings_.photo_bytes_max));
    if (!bytes && bytes.error().kind == ErrorKind::too_large) {
      return fail(make_error(ErrorKind::too_large, "photo_too_large",
                             "A photo may have at most " + std::to_string(settings_.photo_bytes_max) + " bytes."));
    }
    if (!bytes) return fail(bytes.error());
    auto stripped = photos::strip_metadata(std::move(*bytes));
    if (!stripped) return fail(stripped.error());
    return vision::PhotoToRead{std::move(stripped->bytes), stripped->orientation};
  }

  Result<void> draw(const vision::PhotoToRead& input, ProgressLine& line, Deadline deadline) {
    line.say("Drawing " + options_.overlay);
    auto png = run_blocking(rooms_.classifier->draw_overlay(input, options_.overlay_view, deadline));
    if (!png) return fail(png.error());
    std::ofstream out(options_.overlay, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(png->data()), static_cast<std::streamsize>(png->size()));
    if (out.good()) return {};
    return fail(unavailable("cannot_write", "Cannot write " + options_.overlay + "."));
  }

  void report_failure(const std::string& photo, const Error& error) const {
    if (options_.as_json) {
      json::object inner{{"code", error.code}, {"message", error.message}, {"retryable", is_retryable(error)}};
      if (!error.hint.empty()) inner["hint"] = error.hint;
      print_out(json::serialize(json::object{{"photo", photo}, {"status", "failed"}, {"error", std::move(inner)}}) +
                "\n");
    }
    Error named = error;
    named.message = photo + ": " + error.message;
    print_error(named);
  }

  static std::string to_json(const doors::CliResult& result) {
    json::array products;
    for (const Product& product : result.products) products.push_back(lumen::to_json(product));
    json::object timing;
    for (const auto& [stage, ms] : result.stage_ms) timing[stage] = round_to(ms, 2);
    const json::object out{{"photo", result.photo},
                           {"status", "completed"},
                           {"timestamp", SystemClock().now_s()},
                           {"prediction", prediction_to_json(result.prediction)},
                           {"report", skin_report_to_json(result.prediction.report)},
                           {"enhanced_analysis", explanation_to_json(result.explanation)},
                           {"products", std::move(products)},
                           {"timing", std::move(timing)}};
    return json::serialize(out) + "\n";
  }

  static doors::Colour colour() { return is_terminal(STDOUT_FILENO) ? doors::Colour::on : doors::Colour::off; }

  struct StageTimer {
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    double lap_ms() {
      const auto now = std::chrono::steady_clock::now();
      const double ms = std::chrono::duration<double, std::milli>(now - begun).count();
      begun = now;
      return ms;
    }
  };

  Settings settings_;
  AnalyzeOptions options_;
  AnalyzeRooms rooms_;
};

}  // namespace

int run_analyze(const Settings& settings, const AnalyzeOptions& options) {
  Analyzer analyzer(settings, options);
  if (auto opened = analyzer.open(); !opened) {
    print_error(opened.error());
    return exit_failed;
  }
  int code = exit_done;
  for (const std::string& photo : options.photos) code = std::max(code, analyzer.analyze(photo));
  return code;
}

}  // namespace lumen::app
