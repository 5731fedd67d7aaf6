// SPDX-License-Identifier: Apache-2.0
#include "catalog/export_products.h"

#include <utility>

#include "base/encoding.h"
#include "base/files.h"
#include "base/json.h"
#include "domain/product_json.h"

namespace lumen::catalog {

std::string export_line(const Product& product) {
  json::object object{{exported_member, 1}};
  for (auto& [name, value] : to_json(product)) {
    if (name != "why" && name != "watch_for") object[name] = std::move(value);
  }
  return json::serialize(object);
}

Task<Result<std::size_t>> export_products(ProductStore& store, std::filesystem::path path, Deadline deadline) {
  Result<std::vector<Product>> products = co_await list_all(store, deadline);
  if (!products) co_return fail(products.error());
  const bool array = path.extension() == ".json";
  std::string text = array ? "[" : "";
  for (const Product& product : *products) {
    if (array) text += text.size() > 1 ? ",\n" : "\n";
    text += export_line(product);
    if (!array) text += "\n";
  }
  if (array) text += "\n]\n";
  if (auto written = write_file_durably(path, as_bytes(text)); !written) co_return fail(written.error());
  co_return products->size();
}

}  // namespace lumen::catalog
