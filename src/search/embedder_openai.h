// SPDX-License-Identifier: Apache-2.0
#pragma once
// A model behind POST {url}/embeddings: OpenAI's, or of any server that speaks like it. Texts go in batches; the
// answer's vectors are put in order by their index, checked and made length 1.
// https://platform.openai.com/docs/api-reference/embeddings
// A server that refuses the member `dimensions` is asked without it from then on. Thread-safe.

#include <atomic>
#include <chrono>
#include <string>

#include "http/remote.h"
#include "search/embedder.h"

namespace lumen::search {

struct OpenAiEmbedderOptions {
  std::string url;    // "http://localhost:11434/v1"
  std::string token;  // sent as Bearer; empty: none. Never shown
  std::string model;
  std::size_t dimensions = 1'536;
  std::chrono::milliseconds time_max{10'000};  // of one attempt
  int attempts_max = 3;
};

class EmbedderOpenAi final : public Embedder {
 public:
  static constexpr std::size_t texts_per_call_max = 64;

  // What the tools refer to outlives it.
  EmbedderOpenAi(OpenAiEmbedderOptions options, http::RemoteTools tools);

  // "openai/MODEL/DIMENSIONS"
  std::string id() const override;
  std::size_t dimensions() const override { return options_.dimensions; }
  bool is_remote() const override { return true; }
  Task<Result<std::vector<Vector>>> embed(std::vector<std::string> texts, Deadline deadline) override;

 private:
  struct Batch;
  Task<Result<void>> ask(Batch& batch, Deadline deadline);
  http::HttpRequest request(const Batch& batch) const;
  Result<void> read(const http::HttpAnswer& answer, Batch& batch) const;

  OpenAiEmbedderOptions options_;
  http::Remote remote_;
  std::atomic<bool> says_dimensions_ = true;
};

}  // namespace lumen::search
