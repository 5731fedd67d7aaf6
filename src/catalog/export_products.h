// SPDX-License-Identifier: Apache-2.0
#pragma once
// The catalog as a file that imports back exactly: every member of every product, and nothing else. Each object says
// `"lumen_product": 1`, so that an import takes it as it is and cleans nothing.

#include <filesystem>
#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "catalog/product_store.h"

namespace lumen::catalog {

inline constexpr std::string_view exported_member = "lumen_product";

// A JSON array for a name that ends with ".json", else NDJSON; products by id, ascending, so that two exports of one
// catalog are the same bytes. The file is there whole or not at all. Answers how many products it holds.
Task<Result<std::size_t>> export_products(ProductStore& store, std::filesystem::path path, Deadline deadline);

// One product as a line of it.
std::string export_line(const Product& product);

}  // namespace lumen::catalog
