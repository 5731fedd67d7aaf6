// SPDX-License-Identifier: Apache-2.0
#pragma once
// One engine for each thread, because threads that share one wait for each other.

#include <string>
#include <vector>

#include "eval/in_parallel.h"
#include "skin/engine.h"

namespace lumen::eval {

class EngineCrew {
 public:
  // Errors: `invalid` "cascades_missing".
  static Result<EngineCrew> load(const std::string& cascade_folder, std::size_t threads) {
    EngineCrew crew;
    for (std::size_t i = 0; i < threads; ++i) {
      auto engine = skin::Engine::load(cascade_folder);
      if (!engine) return fail(std::move(engine.error()));
      crew.engines_.push_back(std::move(*engine));
    }
    return crew;
  }

  // `work(index, engine)` for each index below `count`.
  template <class Work>
  void run(std::size_t count, const Work& work) const {
    in_parallel(count, engines_.size(), [&](std::size_t index, std::size_t worker) { work(index, engines_[worker]); });
  }

  const skin::Engine& first() const { return engines_.front(); }

 private:
  std::vector<skin::Engine> engines_;
};

}  // namespace lumen::eval
