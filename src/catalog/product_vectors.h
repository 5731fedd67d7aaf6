// SPDX-License-Identifier: Apache-2.0
#pragma once
// Vectors of products in SQLite, each with the embedder that made it and a fingerprint of its text, so that at
// start nothing is embedded that was embedded before. A row is a cache: losing it costs time only. Vectors of several
// embedders stand beside each other while one takes over from another.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/task.h"
#include "domain/ids.h"
#include "search/embedder.h"
#include "store/database.h"

namespace lumen::catalog {

struct StoredVector {
  ProductId id;
  std::uint64_t text_fingerprint = 0;
  search::Vector vector;
};

class ProductVectors {
 public:
  static Result<void> migrate(store::Database& database);

  ProductVectors(store::Database& database, std::string embedder, std::size_t dimensions)
      : database_(database), embedder_(std::move(embedder)), dimensions_(dimensions) {}

  // Calls `each` for every usable row; the spans live until it returns.
  using Each = std::function<void(std::string_view id, std::uint64_t text_fingerprint, std::span<const float> vector)>;
  Result<void> read_all(const Each& each);

  // The same without the vectors.
  using EachKey = std::function<void(std::string_view id, std::uint64_t text_fingerprint)>;
  Result<void> read_keys(const EachKey& each);

  // The other embedders that have vectors here, the one with most first.
  Result<std::vector<std::string>> others();
  Task<Result<void>> remove_others(Deadline deadline);

  const std::string& embedder() const { return embedder_; }

  Task<Result<void>> remove(std::vector<ProductId> ids, Deadline deadline);

  Task<Result<void>> write(std::vector<StoredVector> vectors, Deadline deadline);

 private:
  store::Database& database_;
  std::string embedder_;
  std::size_t dimensions_;
};

}  // namespace lumen::catalog
