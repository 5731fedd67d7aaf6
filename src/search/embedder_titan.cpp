// SPDX-License-Identifier: Apache-2.0
#include "search/embedder_titan.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/encoding.h"
#include "base/json.h"
#include "http/remote_error.h"
#include "search/remote_vectors.h"

namespace lumen::search {
namespace {

constexpr std::string_view version_1 = "amazon.titan-embed-text-v1";
constexpr std::string_view version_2 = "amazon.titan-embed-text-v2";
constexpr std::uint64_t answer_bytes_max = 1 << 20;

Result<Vector> read_vector(std::string_view body, std::size_t dimensions) {
  const auto value = parse_json(body, {answer_bytes_max, 8});
  const json::object* answer = value ? value->if_object() : nullptr;
  const json::array* numbers = answer == nullptr ? nullptr : get_array(*answer, "embedding");
  if (numbers == nullptr) return fail(http::remote_error("remote_bad_answer", "no embedding"));
  return unit_vector(*numbers, dimensions);
}

std::string join(const std::vector<std::size_t>& sizes) {
  std::string text;
  for (const std::size_t size : sizes) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return text;
}

}  // namespace

std::vector<std::size_t> titan_dimensions(const std::string& model) {
  if (model.find(version_1) != std::string::npos) return {1'536};
  if (model.find(version_2) != std::string::npos) return {1'024, 512, 256};
  return {};
}

Result<std::unique_ptr<EmbedderTitan>> EmbedderTitan::open(TitanOptions options, aws::ServiceEndpoint endpoint,
                                                           aws::AwsAccess access, http::RemoteTools tools) {
  const std::vector<std::size_t> sizes = titan_dimensions(options.model);
  if (sizes.empty()) {
    return fail(invalid("bad_setting", fmt::format("search.embedder_model: \"{}\" is no Titan text embedder; such are "
                                                   "{} and {}:0.",
                                                   options.model, version_1, version_2)));
  }
  if (std::find(sizes.begin(), sizes.end(), options.dimensions) == sizes.end()) {
    return fail(invalid("bad_setting",
                        fmt::format("search.embedder_dimensions = {}: {} gives {}.", options.dimensions, options.model,
                                    join(sizes))));
  }
  return std::unique_ptr<EmbedderTitan>(
      new EmbedderTitan(std::move(options), std::move(endpoint), std::move(access), tools));
}

EmbedderTitan::EmbedderTitan(TitanOptions options, aws::ServiceEndpoint endpoint, aws::AwsAccess access,
                             http::RemoteTools tools)
    : options_(std::move(options)),
      path_("/model/" + percent_encode(options_.model) + "/invoke"),
      chooses_dimensions_(titan_dimensions(options_.model).size() > 1),
      remote_("search_titan", std::move(endpoint), std::move(access), options_.calls, tools) {}

std::string EmbedderTitan::id() const { return fmt::format("titan/{}/{}", options_.model, options_.dimensions); }

std::string EmbedderTitan::body_for(std::string text) const {
  json::object body{{"inputText", text_to_embed(std::move(text))}};
  if (chooses_dimensions_) {
    body["dimensions"] = options_.dimensions;
    body["normalize"] = true;
    body["embeddingTypes"] = json::array{"float"};
  }
  return json::serialize(body);
}

Task<Result<std::vector<Vector>>> EmbedderTitan::embed(std::vector<std::string> texts, Deadline deadline) {
  std::vector<Vector> vectors(texts.size(), Vector(options_.dimensions, 0.0F));
  for (const std::size_t place : places_with_words(texts)) {
    auto embedding = embed_one(std::move(texts[place]), deadline);
    auto vector = co_await std::move(embedding);
    if (!vector) co_return fail(std::move(vector.error()));
    vectors[place] = std::move(*vector);
  }
  co_return vectors;
}

Task<Result<Vector>> EmbedderTitan::embed_one(std::string text, Deadline deadline) {
  Vector vector;
  std::optional<Error> wrong;  // a fault of the settings, not of the server
  aws::ServiceCall call;
  call.path = path_;
  call.headers.add("Accept", "application/json");
  call.body = body_for(std::move(text));
  call.answer_bytes_max = answer_bytes_max;
  http::Remote::Judge judge = [&](const http::HttpAnswer& answer) -> Result<void> {
    auto read = read_vector(answer.body, options_.dimensions);
    if (!read && read.error().code == "embedder_dimensions") {
      wrong = std::move(read.error());
      return {};
    }
    if (!read) return fail(std::move(read.error()));
    vector = std::move(*read);
    return {};
  };
  auto calling = remote_.call(std::move(call), std::move(judge), deadline);
  auto answer = co_await std::move(calling);
  if (wrong) co_return fail(std::move(*wrong));
  if (!answer) co_return fail(std::move(answer.error()));
  co_return vector;
}

}  // namespace lumen::search
