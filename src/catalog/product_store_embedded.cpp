// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_store_embedded.h"

#include <boost/json.hpp>
#include <utility>

#include "base/json.h"
#include "domain/product_json.h"

namespace lumen::catalog {
namespace {

using Documents = std::vector<std::pair<std::string, std::string>>;  // id, JSON

Result<Product> read_document(std::string_view document) {
  const auto value = parse_json(document);
  if (!value || !value->is_object()) return fail(internal("a stored product is not JSON"));
  return product_from_json(value->get_object());
}

Result<void> check_count(std::size_t count) {
  if (count <= products_per_call_max) return {};
  return fail(
      invalid("too_many_products", "At most " + std::to_string(products_per_call_max) + " products go into one call."));
}

}  // namespace

Result<void> ProductStoreEmbedded::migrate(store::Database& database) {
  return database.migrate("products",
                          {"CREATE TABLE products(product_id TEXT NOT NULL UNIQUE, document TEXT NOT NULL)"});
}

Task<Result<void>> ProductStoreEmbedded::upsert(std::vector<Product> products, Deadline deadline) {
  if (auto checked = check_count(products.size()); !checked) co_return fail(checked.error());
  Documents documents;
  documents.reserve(products.size());
  for (Product& product : products) {
    product.why.clear();
    product.watch_for.clear();
    documents.emplace_back(product.id.text(), json::serialize(to_json(product)));
  }
  std::function<Result<void>(store::Connection&)> work =
      [documents = std::move(documents)](store::Connection& connection) -> Result<void> {
    for (const auto& [id, document] : documents) {
      connection
          .prepare(
              "INSERT INTO products(product_id, document) VALUES(?1, ?2) "
              "ON CONFLICT(product_id) DO UPDATE SET document = ?2")
          .bind(1, id)
          .bind(2, document)
          .run();
    }
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<void>> ProductStoreEmbedded::remove(std::vector<ProductId> ids, Deadline deadline) {
  if (auto checked = check_count(ids.size()); !checked) co_return fail(checked.error());
  std::function<Result<void>(store::Connection&)> work =
      [ids = std::move(ids)](store::Connection& connection) -> Result<void> {
    for (const ProductId& id : ids) {
      connection.prepare("DELETE FROM products WHERE product_id = ?").bind(1, id.text()).run();
    }
    return {};
  };
  co_return co_await database_.write<void>(std::move(work), deadline);
}

Task<Result<std::vector<Product>>> ProductStoreEmbedded::get(std::vector<ProductId> ids, Deadline) {
  if (auto checked = check_count(ids.size()); !checked) co_return fail(checked.error());
  co_return database_.read([&](store::Connection& connection) -> Result<std::vector<Product>> {
    std::vector<Product> found;
    for (const ProductId& id : ids) {
      auto row = connection.prepare("SELECT document FROM products WHERE product_id = ?");
      row.bind(1, id.text());
      if (!row.step()) continue;
      auto product = read_document(row.text(0));
      if (!product) return fail(product.error());
      found.push_back(std::move(*product));
    }
    return found;
  });
}

Task<Result<ProductPage>> ProductStoreEmbedded::list(int limit, std::string cursor, Deadline) {
  if (limit < 1 || limit > products_per_call_max) {
    co_return fail(invalid("bad_limit", "The limit is 1 to " + std::to_string(products_per_call_max) + "."));
  }
  co_return database_.read([&](store::Connection& connection) -> Result<ProductPage> {
    ProductPage page;
    auto row = connection.prepare("SELECT document FROM products WHERE product_id > ? ORDER BY product_id LIMIT ?");
    row.bind(1, cursor).bind(2, limit + 1);
    while (row.step()) {
      if (std::cmp_equal(page.products.size(), limit)) {
        page.next_cursor = page.products.back().id.text();
        break;
      }
      auto product = read_document(row.text(0));
      if (!product) return fail(product.error());
      page.products.push_back(std::move(*product));
    }
    return page;
  });
}

Task<Result<std::int64_t>> ProductStoreEmbedded::count(Deadline) {
  co_return database_.read([](store::Connection& connection) -> Result<std::int64_t> {
    auto row = connection.prepare("SELECT count(*) FROM products");
    row.step();
    return row.integer(0);
  });
}

}  // namespace lumen::catalog
