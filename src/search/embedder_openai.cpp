// SPDX-License-Identifier: Apache-2.0
#include "search/embedder_openai.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "http/remote_error.h"
#include "search/remote_vectors.h"

namespace lumen::search {
namespace {

constexpr std::uint64_t bytes_per_number = 32;  // of a vector, as JSON text
constexpr std::uint64_t bytes_beside = 64 * 1024;

http::RemotePolicy policy_of(const OpenAiEmbedderOptions& options) {
  http::RemotePolicy policy;
  policy.attempt_time_max = options.time_max;
  policy.retry.attempts_max = options.attempts_max;
  return policy;
}

Error bad_answer(std::string what) { return http::remote_error("remote_bad_answer", std::move(what)); }

}  // namespace

// Some of the texts, and their vectors once they are there.
struct EmbedderOpenAi::Batch {
  std::vector<std::string> texts;
  std::vector<Vector> vectors;
  bool says_dimensions = true;
  bool refused_dimensions = false;
  std::optional<Error> wrong;  // a fault of the settings, not of the server
};

EmbedderOpenAi::EmbedderOpenAi(OpenAiEmbedderOptions options, http::RemoteTools tools)
    : options_(std::move(options)), remote_("search_openai", policy_of(options_), tools) {}

std::string EmbedderOpenAi::id() const { return fmt::format("openai/{}/{}", options_.model, options_.dimensions); }

Task<Result<std::vector<Vector>>> EmbedderOpenAi::embed(std::vector<std::string> texts, Deadline deadline) {
  std::vector<Vector> vectors(texts.size(), Vector(options_.dimensions, 0.0F));
  const std::vector<std::size_t> places = places_with_words(texts);
  for (std::size_t first = 0; first < places.size(); first += texts_per_call_max) {
    const std::size_t count = std::min(texts_per_call_max, places.size() - first);
    Batch batch;
    for (std::size_t i = 0; i < count; ++i) batch.texts.push_back(text_to_embed(std::move(texts[places[first + i]])));
    auto asking = ask(batch, deadline);
    auto asked = co_await std::move(asking);
    if (!asked) co_return fail(std::move(asked.error()));
    for (std::size_t i = 0; i < count; ++i) vectors[places[first + i]] = std::move(batch.vectors[i]);
  }
  co_return vectors;
}

Task<Result<void>> EmbedderOpenAi::ask(Batch& batch, Deadline deadline) {
  while (true) {
    batch.says_dimensions = says_dimensions_.load();
    http::Remote::Judge judge = [this, &batch](const http::HttpAnswer& answer) { return read(answer, batch); };
    auto calling = remote_.call(request(batch), std::move(judge), deadline);
    auto answer = co_await std::move(calling);
    if (batch.wrong) co_return fail(std::move(*batch.wrong));
    if (answer) co_return Result<void>();
    if (!std::exchange(batch.refused_dimensions, false)) co_return fail(std::move(answer.error()));
    says_dimensions_ = false;
  }
}

http::HttpRequest EmbedderOpenAi::request(const Batch& batch) const {
  json::object body{{"model", options_.model},
                    {"input", json::array(batch.texts.begin(), batch.texts.end())},
                    {"encoding_format", "float"}};
  if (batch.says_dimensions) body["dimensions"] = options_.dimensions;
  http::HttpRequest call;
  call.method = "POST";
  call.url = options_.url + "/embeddings";
  call.headers.add("Content-Type", "application/json");
  call.headers.add("Accept", "application/json");
  if (!options_.token.empty()) call.headers.add("Authorization", "Bearer " + options_.token);
  call.body = http::make_body(json::serialize(body));
  // A model of twice the size is still read, so that the error can say which size it has.
  call.answer_bytes_max = bytes_beside + batch.texts.size() * bytes_per_number * std::max<std::uint64_t>(
                                                                                     2 * options_.dimensions, 8'192);
  return call;
}

// Part of the judging, so that an answer that makes no sense counts as a failure of the remote part.
Result<void> EmbedderOpenAi::read(const http::HttpAnswer& answer, Batch& batch) const {
  batch.refused_dimensions = (answer.status == 400 || answer.status == 422) && batch.says_dimensions;
  if (auto good = http::judge_status(answer); !good) return good;
  const auto value = parse_json(answer.body, {answer.body.size(), 8});
  const json::object* whole = value ? value->if_object() : nullptr;
  const json::array* data = whole == nullptr ? nullptr : get_array(*whole, "data");
  if (data == nullptr || data->size() != batch.texts.size()) return fail(bad_answer("not a vector per text"));
  batch.vectors.assign(batch.texts.size(), {});
  for (std::size_t i = 0; i < data->size(); ++i) {
    const json::object* one = (*data)[i].if_object();
    const json::array* numbers = one == nullptr ? nullptr : get_array(*one, "embedding");
    const std::int64_t index = one == nullptr ? -1 : get_integer(*one, "index").value_or(static_cast<std::int64_t>(i));
    const bool is_place = index >= 0 && std::cmp_less(index, batch.vectors.size());
    if (numbers == nullptr || !is_place || !batch.vectors[static_cast<std::size_t>(index)].empty()) {
      return fail(bad_answer("a vector is missing, or has no place"));
    }
    auto vector = unit_vector(*numbers, options_.dimensions);
    if (!vector && vector.error().code == "embedder_dimensions") {
      batch.wrong = vector.error();
      return {};
    }
    if (!vector) return fail(std::move(vector.error()));
    batch.vectors[static_cast<std::size_t>(index)] = std::move(*vector);
  }
  return {};
}

}  // namespace lumen::search
