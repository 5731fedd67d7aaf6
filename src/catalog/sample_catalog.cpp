// SPDX-License-Identifier: Apache-2.0
#include "catalog/sample_catalog.h"

#include "embedded/sample_catalog_json.h"

namespace lumen::catalog {

std::string_view sample_catalog_json() { return embedded::sample_catalog_json(); }

Task<Result<ImportReport>> load_sample_catalog(ProductStore& store, ProductSearch& search, Metrics& metrics,
                                               Deadline deadline) {
  const ByteView json = as_bytes(sample_catalog_json());
  Bytes file(json.begin(), json.end());
  const ImportTarget target{store, search, metrics};
  co_return co_await import_products(std::move(file), ImportOptions(), target, OnImportProgress(), deadline);
}

}  // namespace lumen::catalog
