// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: passages that answer a question, each with the published page that states it. Thread-safe.

#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"

namespace lumen::agent {

struct FoundPassage {
  std::string id;  // what an answer cites it by; not empty, each once in a result
  std::string text;
  Citation citation;  // title or url is not empty
  double score = 0;   // of this source's own scale; falls along the result
};

class KnowledgeSource {
 public:
  virtual ~KnowledgeSource() = default;

  static constexpr int query_characters_max = 1'000;
  static constexpr int passages_max = 20;

  virtual std::string describe() const = 0;

  // The passages nearest to the query, best first, at most `limit` (1..passages_max); none when nothing is near.
  // A query of more than query_characters_max characters is `invalid`. Other errors: timed_out, and for a remote
  // source throttled, unavailable.
  virtual Task<Result<std::vector<FoundPassage>>> retrieve(std::string query, int limit, Deadline deadline) = 0;
};

}  // namespace lumen::agent
