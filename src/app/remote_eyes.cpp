// SPDX-License-Identifier: Apache-2.0
#include "app/remote_eyes.h"

#include <fmt/format.h>

#include <utility>

#include "app/secret.h"
#include "http/url_rule.h"
#include "vision/skin_classifier_custom.h"
#include "vision/skin_classifier_huggingface.h"

namespace lumen::app {
namespace {

Error bad_setting(std::string message) { return invalid("bad_setting", std::move(message)); }

Result<std::string> url_of(const Settings& settings) {
  std::string url = settings.vision_url;
  if (url.empty() && settings.vision_model == "huggingface" && !settings.vision_model_id.empty()) {
    url = vision::hosted_inference_url(settings.vision_model_id);
  }
  if (url.empty()) {
    return fail(bad_setting("vision.model = " + settings.vision_model + " needs vision.url" +
                            (settings.vision_model == "huggingface" ? " or vision.model_id." : ".")));
  }
  auto allowed = http::check_url(url, outbound_options(settings).plain);
  if (allowed) return url;
  allowed.error().message = "vision.url: " + allowed.error().message;
  return fail(allowed.error());
}

Result<vision::RemoteModelOptions> options_of(const Settings& settings) {
  vision::RemoteModelOptions options;
  auto url = url_of(settings);
  if (!url) return fail(url.error());
  options.url = std::move(*url);
  auto token = resolve_secret(settings.vision_token);
  if (!token) return fail(token.error());
  options.token = std::move(*token);
  auto labels = vision::LabelMap::parse(settings.vision_labels);
  if (!labels) return fail(labels.error());
  options.labels = std::move(*labels);
  options.model = settings.vision_model_id;
  options.version = settings.vision_model_version;
  options.time_max = std::chrono::milliseconds(settings.vision_timeout_ms);
  options.attempts_max = static_cast<int>(settings.vision_attempts);
  return options;
}

std::unique_ptr<vision::SkinClassifier> model_of(const Settings& settings, vision::RemoteModelOptions options,
                                                 vision::UprightPhotos& photos, http::RemoteTools tools) {
  if (settings.vision_model == "custom") {
    return std::make_unique<vision::SkinClassifierCustom>(std::move(options), photos, tools);
  }
  return std::make_unique<vision::SkinClassifierHuggingface>(std::move(options), photos, tools);
}

}  // namespace

Result<std::unique_ptr<RemoteEyes>> RemoteEyes::open(const Settings& settings, Eyes& eyes, Tools tools) {
  if (settings.vision_model == "builtin") return nullptr;
  auto options = options_of(settings);
  if (!options) return fail(options.error());
  std::unique_ptr<RemoteEyes> remote(new RemoteEyes(settings));
  remote->url_ = options->url;
  remote->token_ = options->token;
  vision::SecondOpinionOptions second;
  second.model = vision::engine_name(*options, settings.vision_model);
  second.time_max = std::chrono::milliseconds(settings.vision_timeout_ms);
  second.cost_usd = settings.vision_call_usd;
  const http::RemoteTools calls{remote->outbound_.client, tools.clock,   tools.random,
                                remote->outbound_.pause,  tools.metrics, tools.log};
  remote->model_ = model_of(settings, std::move(*options), eyes.builtin(), calls);
  remote->both_ = std::make_unique<vision::SkinClassifierSecondOpinion>(eyes.classifier(), *remote->model_,
                                                                        std::move(second), tools.metrics, tools.log);
  return remote;
}

Task<Result<std::string>> RemoteEyes::check(Deadline deadline) {
  http::HttpRequest request;
  request.url = url_;
  if (!token_.empty()) request.headers.add("Authorization", "Bearer " + token_);
  auto asking = outbound_.client.send(std::move(request), deadline);
  auto answer = co_await std::move(asking);
  const std::string host = http::host_of(url_);
  if (!answer) {
    co_return fail(bad_setting(
        fmt::format("{} cannot be asked ({}): photos are read by this machine alone", host, answer.error().code)));
  }
  if (answer->status == 401 || answer->status == 403) {
    co_return fail(bad_setting(host + " does not take the token; set vision.token anew"));
  }
  if (answer->status >= 500) co_return fail(bad_setting(fmt::format("{} answers {}", host, answer->status)));
  co_return host + " answers";
}

}  // namespace lumen::app
