// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: where passages come from that an answer may rest on. Thread-safe.

#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/analysis.h"

namespace lumen::agent {

struct FoundPassage {
  std::string id;  // the same passage, the same id; 1..64 of [A-Za-z0-9._:-]
  std::string text;
  Citation citation;
};

class KnowledgeSource {
 public:
  virtual ~KnowledgeSource() = default;

  virtual std::string describe() const = 0;

  // The best passages first, at most `limit` (1..20); none is no error. The query is 1..1,000 bytes of UTF-8. Errors of
  // remote sources: those of http/remote_error.h.
  virtual Task<Result<std::vector<FoundPassage>>> retrieve(std::string query, int limit, Deadline deadline) = 0;
};

}  // namespace lumen::agent
