// SPDX-License-Identifier: Apache-2.0
#include "vision/remote_model.h"

#include <fmt/format.h>

#include <utility>

#include "http/remote_error.h"
#include "http/url_rule.h"

namespace lumen::vision {
namespace {

constexpr std::chrono::milliseconds pause_first{250};
constexpr std::chrono::milliseconds pause_max{4'000};

http::RemotePolicy policy_of(const RemoteModelOptions& options) {
  http::RemotePolicy policy;
  policy.attempt_time_max = options.time_max;
  policy.retry.attempts_max = options.attempts_max;
  policy.retry.pause_first = pause_first;
  policy.retry.pause_max = pause_max;
  // The model itself failed at the photo (500): once more, and no more.
  policy.retry.attempts_for = [all = options.attempts_max](const Error& error) {
    if (error.code == "remote_fault") return 2;
    return http::can_pass(error) ? all : 1;
  };
  return policy;
}

double since_ms(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

RemoteModel::RemoteModel(RemoteModelOptions options, Dialect dialect, UprightPhotos& photos, http::RemoteTools tools)
    : options_(std::move(options)),
      dialect_(std::move(dialect)),
      photos_(photos),
      engine_(engine_name(options_, dialect_.name)),
      remote_("vision_" + dialect_.name, policy_of(options_), tools) {}

Task<Result<Classification>> RemoteModel::classify(PhotoToRead photo, Deadline deadline) {
  const auto begun = std::chrono::steady_clock::now();
  auto encoding = photos_.upright_jpeg(std::move(photo), deadline);
  auto jpeg = co_await std::move(encoding);
  if (!jpeg) co_return fail(std::move(jpeg.error()));
  Classification classification;
  classification.timing_ms["encode"] = since_ms(begun);

  const auto asked = std::chrono::steady_clock::now();
  http::HttpRequest request = dialect_.request(std::move(*jpeg));
  request.answer_bytes_max = remote_answer_bytes_max;
  if (!options_.token.empty()) request.headers.add("Authorization", "Bearer " + options_.token);
  request.headers.add("Accept", "application/json");
  http::Remote::Judge judge = [this, &classification](const http::HttpAnswer& answer) {
    return read(answer, classification.prediction);
  };
  auto calling = remote_.call(std::move(request), std::move(judge), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  classification.timing_ms["remote"] = since_ms(asked);
  co_return classification;
}

// Part of the judging, so that an answer that makes no sense counts as a failure of the remote part.
Result<void> RemoteModel::read(const http::HttpAnswer& answer, Prediction& out) const {
  if (auto good = dialect_.judge(answer); !good) return good;
  const auto scores = dialect_.read(answer.body);
  if (!scores) return fail(scores.error());
  auto prediction = prediction_from(*scores, options_.labels, engine_);
  if (!prediction) return fail(std::move(prediction.error()));
  out = std::move(*prediction);
  return {};
}

std::string engine_name(const RemoteModelOptions& options, const std::string& dialect) {
  const std::string name = options.model.empty() ? dialect : dialect + "/" + options.model;
  return options.version.empty() ? name : name + "@" + options.version;
}

std::string RemoteModel::describe() const { return fmt::format("{} at {}", engine_, http::host_of(options_.url)); }

Result<void> judge_json(const http::HttpAnswer& answer) {
  if (auto good = http::judge_status(answer); !good) return good;
  const std::string_view type = answer.headers.find("Content-Type").value_or("");
  if (to_lower(type).starts_with("application/json")) return {};
  return fail(http::remote_error("remote_bad_answer", fmt::format("status {} without JSON", answer.status)));
}

Error draws_nothing() {
  return unavailable("no_overlay", "This model gives scores only; it cannot show where it saw something.");
}

}  // namespace lumen::vision
