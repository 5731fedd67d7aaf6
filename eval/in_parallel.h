// SPDX-License-Identifier: Apache-2.0
#pragma once
// Calls `work(index, worker)` for 0 <= index < count on `threads` threads; each index once, in no order. `worker` is
// 0..threads - 1: what is not thread-safe exists once per worker. An exception of the work ends the program.

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace lumen::eval {

template <class Work>
void in_parallel(std::size_t count, std::size_t threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&](std::size_t worker) {
    for (std::size_t index = next++; index < count; index = next++) work(index, worker);
  };
  std::vector<std::jthread> others;
  for (std::size_t worker = 1; worker < threads; ++worker) others.emplace_back(run, worker);
  run(0);
}

}  // namespace lumen::eval
