// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who makes the vectors that products are found by, as the settings want it: this machine, or a model elsewhere.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/outbound.h"
#include "app/settings.h"
#include "aws/credentials_source.h"
#include "base/clock.h"
#include "base/random.h"
#include "http/remote.h"
#include "search/embedder.h"

namespace lumen::app {

class SearchEmbedder {
 public:
  struct Tools {
    const Clock& clock;
    Random& random;
    Metrics& metrics;
    Log& log;
  };

  // Calls nobody. The tools outlive it. Errors: `invalid` "bad_setting", "bad_url", "missing_secret", and those
  // of app/aws_part.h.
  static Result<std::unique_ptr<SearchEmbedder>> open(const Settings& settings, Tools tools);

  search::Embedder& embedder() { return *embedder_; }

  // The embedder with this id, when it can still be asked: the built-in one, or another model on the server that the
  // settings name. Null otherwise.
  std::unique_ptr<search::Embedder> previous(std::string_view id);

  // Whether the model elsewhere makes vectors of the wanted size: embeds one word. Errors: the embedder's.
  Task<Result<std::string>> check(Deadline deadline);

 private:
  SearchEmbedder(const Settings& settings, Tools tools) : settings_(settings), tools_(tools) {}
  Result<std::unique_ptr<search::Embedder>> make(const std::string& model, std::size_t dimensions);
  Result<std::unique_ptr<search::Embedder>> make_openai(const std::string& model, std::size_t dimensions);
  Result<std::unique_ptr<search::Embedder>> make_titan(const std::string& model, std::size_t dimensions);
  http::RemoteTools calls();

  Settings settings_;
  Tools tools_;
  std::unique_ptr<Outbound> outbound_;  // null for the built-in one
  std::vector<std::unique_ptr<aws::CredentialsSource>> credentials_;  // of the embedders that were made
  std::unique_ptr<search::Embedder> embedder_;
};

}  // namespace lumen::app
