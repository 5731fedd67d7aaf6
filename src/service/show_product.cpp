// SPDX-License-Identifier: Apache-2.0
#include "service/show_product.h"

#include <utility>

namespace lumen::service {

Task<Result<ShownProduct>> ShowProduct::run(ProductId id, Deadline deadline) {
  std::vector<ProductId> ids;
  ids.push_back(std::move(id));
  auto found = co_await products_.get(std::move(ids), deadline);
  if (!found) co_return fail(found.error());
  if (found->empty()) {
    co_return fail(make_error(ErrorKind::not_found, "unknown_product", "The catalog has no product with this id."));
  }
  ShownProduct shown;
  shown.product = std::move(found->front());
  shown.facts = catalog::read_facts(shown.product, catalog::role_of(shown.product.name, shown.product.category));
  shown.product.watch_for = catalog::watch_notes(shown.product, shown.facts);
  for (const std::string& name : shown.product.ingredients) {
    shown.ingredients.push_back({name, catalog::find_inci(name), catalog::groups_of(name)});
  }
  co_return shown;
}

}  // namespace lumen::service
