// SPDX-License-Identifier: Apache-2.0
#include "app/search_embedder.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "agent/agent_model_openai.h"
#include "app/aws_part.h"
#include "app/secret.h"
#include "catalog/catalog_lexicon.h"
#include "http/url_rule.h"
#include "search/embedder_builtin.h"
#include "search/embedder_openai.h"
#include "search/embedder_titan.h"
#include "search/vector_index.h"

namespace lumen::app {
namespace {

constexpr std::size_t usual_openai_dimensions = 1'536;

Error bad_setting(std::string message) { return invalid("bad_setting", std::move(message)); }

std::unique_ptr<search::Embedder> make_builtin() {
  return std::make_unique<search::EmbedderBuiltin>(catalog::make_catalog_lexicon());
}

std::size_t usual_dimensions(const Settings& settings) {
  if (settings.search_embedder == "openai") return usual_openai_dimensions;
  const auto sizes = search::titan_dimensions(settings.search_embedder_model);
  return sizes.empty() ? 0 : sizes.front();
}

// The model and size of an id "DIALECT/MODEL/SIZE"; nothing for one of another form.
std::optional<std::pair<std::string, std::size_t>> parts_of(std::string_view id, const std::string& dialect) {
  const std::string start = dialect + "/";
  const std::size_t slash = id.rfind('/');
  if (!id.starts_with(start) || slash < start.size()) return std::nullopt;
  const std::string_view size = id.substr(slash + 1);
  std::size_t dimensions = 0;
  const auto [end, failure] = std::from_chars(size.data(), size.data() + size.size(), dimensions);
  const bool is_size = failure == std::errc() && end == size.data() + size.size() && dimensions > 0;
  if (!is_size || dimensions > search::VectorIndex::dimensions_max) return std::nullopt;
  return std::pair(std::string(id.substr(start.size(), slash - start.size())), dimensions);
}

}  // namespace

Result<std::unique_ptr<SearchEmbedder>> SearchEmbedder::open(const Settings& settings, Tools tools) {
  std::unique_ptr<SearchEmbedder> opened(new SearchEmbedder(settings, tools));
  if (settings.search_embedder == "builtin") {
    opened->embedder_ = make_builtin();
    return opened;
  }
  opened->outbound_ = std::make_unique<Outbound>(settings);
  if (settings.search_embedder_model.empty()) {
    return fail(bad_setting("search.embedder = " + settings.search_embedder + " needs search.embedder_model."));
  }
  const auto chosen = static_cast<std::size_t>(settings.search_embedder_dimensions);
  auto made = opened->make(settings.search_embedder_model, chosen == 0 ? usual_dimensions(settings) : chosen);
  if (!made) return fail(made.error());
  opened->embedder_ = std::move(*made);
  return opened;
}

http::RemoteTools SearchEmbedder::calls() {
  return {outbound_->client, tools_.clock, tools_.random, outbound_->pause, tools_.metrics, tools_.log};
}

Result<std::unique_ptr<search::Embedder>> SearchEmbedder::make(const std::string& model, std::size_t dimensions) {
  return settings_.search_embedder == "titan" ? make_titan(model, dimensions) : make_openai(model, dimensions);
}

Result<std::unique_ptr<search::Embedder>> SearchEmbedder::make_openai(const std::string& model,
                                                                      std::size_t dimensions) {
  if (settings_.search_embedder_url.empty()) {
    return fail(bad_setting("search.embedder = openai needs search.embedder_url."));
  }
  search::OpenAiEmbedderOptions options;
  options.url = agent::openai_base_url(settings_.search_embedder_url);
  auto allowed = http::check_url(options.url, outbound_options(settings_).plain);
  if (!allowed) {
    allowed.error().message = "search.embedder_url: " + allowed.error().message;
    return fail(allowed.error());
  }
  auto token = resolve_secret(settings_.search_embedder_token);
  if (!token) return fail(token.error());
  options.token = std::move(*token);
  options.model = model;
  options.dimensions = dimensions;
  return std::make_unique<search::EmbedderOpenAi>(std::move(options), calls());
}

Result<std::unique_ptr<search::Embedder>> SearchEmbedder::make_titan(const std::string& model,
                                                                     std::size_t dimensions) {
  auto token = resolve_secret(settings_.search_embedder_token);
  if (!token) return fail(token.error());
  const aws::EndpointChoice choice{settings_.agent_region, settings_.search_embedder_url};
  auto part = open_aws_part(aws::bedrock_runtime, choice, settings_, ApiKey::taken, std::move(*token));
  if (!part) return fail(part.error());
  search::TitanOptions options;
  options.model = model;
  options.dimensions = dimensions;
  auto opened = search::EmbedderTitan::open(std::move(options), part->endpoint, part->access(), calls());
  if (!opened) return fail(opened.error());
  credentials_.push_back(std::move(part->credentials));
  return std::move(*opened);
}

std::unique_ptr<search::Embedder> SearchEmbedder::previous(std::string_view id) {
  if (auto builtin = make_builtin(); builtin->id() == id) return builtin;
  if (outbound_ == nullptr) return nullptr;
  const auto parts = parts_of(id, settings_.search_embedder);
  if (!parts) return nullptr;
  auto made = make(parts->first, parts->second);
  return made ? std::move(*made) : nullptr;
}

Task<Result<std::string>> SearchEmbedder::check(Deadline deadline) {
  std::vector<std::string> word = {"skin"};
  auto embedding = embedder_->embed(std::move(word), deadline);
  auto vectors = co_await std::move(embedding);
  if (!vectors) co_return fail(std::move(vectors.error()));
  co_return fmt::format("{} answers", embedder_->id());
}

}  // namespace lumen::app
