// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_vectors.h"

#include <bit>
#include <cstring>

namespace lumen::catalog {
namespace {

// Stored as the machine's own floats; all machines Lumen runs on write the low byte first.
static_assert(std::endian::native == std::endian::little);

ByteView bytes_of(const search::Vector& vector) {
  return {reinterpret_cast<const std::uint8_t*>(vector.data()), vector.size() * sizeof(float)};
}

}  // namespace

Result<void> ProductVectors::migrate(store::Database& database) {
  return database.migrate("product_vectors",
                          {"CREATE TABLE product_vectors(product_id TEXT NOT NULL UNIQUE, embedder TEXT NOT NULL, "
                           "text_fingerprint INTEGER NOT NULL, vector BLOB NOT NULL)",
                           "ALTER TABLE product_vectors RENAME TO product_vectors_of_one",
                           "CREATE TABLE product_vectors(product_id TEXT NOT NULL, embedder TEXT NOT NULL, "
                           "text_fingerprint INTEGER NOT NULL, vector BLOB NOT NULL, UNIQUE(product_id, embedder))",
                           "INSERT INTO product_vectors SELECT product_id, embedder, text_fingerprint, vector FROM "
                           "product_vectors_of_one",
                           "DROP TABLE product_vectors_of_one"});
}

Result<void> ProductVectors::read_all(const Each& each) {
  return database_.read([&](store::Connection& connection) -> Result<void> {
    search::Vector vector(dimensions_);
    auto row =
        connection.prepare("SELECT product_id, text_fingerprint, vector FROM product_vectors WHERE embedder = ?");
    row.bind(1, embedder_);
    while (row.step()) {
      const ByteView bytes = row.blob(2);
      if (bytes.size() != dimensions_ * sizeof(float)) continue;
      std::memcpy(vector.data(), bytes.data(), bytes.size());
      each(row.text(0), std::bit_cast<std::uint64_t>(row.integer(1)), vector);
    }
    return {};
  });
}

Result<void> ProductVectors::read_keys(const EachKey& each) {
  return database_.read([&](store::Connection& connection) -> Result<void> {
    auto row = connection.prepare(
        "SELECT product_id, text_fingerprint FROM product_vectors WHERE embedder = ?1 AND length(vector) = ?2");
    row.bind(1, embedder_).bind(2, static_cast<std::int64_t>(dimensions_ * sizeof(float)));
    while (row.step()) each(row.text(0), std::bit_cast<std::uint64_t>(row.integer(1)));
    return {};
  });
}

Result<std::vector<std::string>> ProductVectors::others() {
  return database_.read([&](store::Connection& connection) -> Result<std::vector<std::string>> {
    std::vector<std::string> names;
    auto row = connection.prepare(
        "SELECT embedder FROM product_vectors WHERE embedder <> ? GROUP BY embedder ORDER BY count(*) DESC, embedder");
    row.bind(1, embedder_);
    while (row.step()) names.emplace_back(row.text(0));
    return names;
  });
}

Task<Result<void>> ProductVectors::remove_others(Deadline deadline) {
  std::function<Result<void>(store::Connection&)> work =
      [embedder = embedder_](store::Connection& connection) -> Result<void> {
    connection.prepare("DELETE FROM product_vectors WHERE embedder <> ?").bind(1, embedder).run();
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<void>> ProductVectors::remove(std::vector<ProductId> ids, Deadline deadline) {
  std::function<Result<void>(store::Connection&)> work =
      [ids = std::move(ids)](store::Connection& connection) -> Result<void> {
    for (const ProductId& id : ids) {
      connection.prepare("DELETE FROM product_vectors WHERE product_id = ?").bind(1, id.text()).run();
    }
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<void>> ProductVectors::write(std::vector<StoredVector> vectors, Deadline deadline) {
  std::function<Result<void>(store::Connection&)> work =
      [vectors = std::move(vectors), embedder = embedder_](store::Connection& connection) -> Result<void> {
    for (const StoredVector& one : vectors) {
      connection
          .prepare(
              "INSERT INTO product_vectors(product_id, embedder, text_fingerprint, vector) VALUES(?1, ?2, ?3, ?4) "
              "ON CONFLICT(product_id, embedder) DO UPDATE SET text_fingerprint = ?3, vector = ?4")
          .bind(1, one.id.text())
          .bind(2, embedder)
          .bind(3, std::bit_cast<std::int64_t>(one.text_fingerprint))
          .bind(4, bytes_of(one.vector))
          .run();
    }
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

}  // namespace lumen::catalog
