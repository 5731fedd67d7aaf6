// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: turns texts into vectors whose cosine says how near two texts are in meaning. Thread-safe.

#include <cstddef>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen::search {

using Vector = std::vector<float>;

class Embedder {
 public:
  virtual ~Embedder() = default;

  // Names the model and everything its vectors depend on: vectors of different ids are never compared, and
  // stored ones of another id are made anew.
  virtual std::string id() const = 0;
  virtual std::size_t dimensions() const = 0;

  // Whether another machine makes the vectors: it may be away for a while, and texts leave this one.
  virtual bool is_remote() const { return false; }

  // One vector per text, in order, of Euclidean length 1; all zeros for a text without any word. A text may
  // be cut after 8,000 tokens or 4,000 words. Errors: timed_out, and for remote models unavailable, throttled, and
  // `invalid` "embedder_dimensions" when the model's vectors have another size than `dimensions()`.
  virtual Task<Result<std::vector<Vector>>> embed(std::vector<std::string> texts, Deadline deadline) = 0;
};

}  // namespace lumen::search
