// SPDX-License-Identifier: Apache-2.0
#include "service/product_reasons.h"

#include <utility>

#include "catalog/concern_fit.h"
#include "catalog/fact_sources.h"

namespace lumen::service {

std::optional<Citation> citation_of(std::string_view source_key) {
  const catalog::FactSource* source = catalog::find_fact_source(source_key);
  if (source == nullptr) return std::nullopt;
  return Citation{std::string(source->title), catalog::publisher_of(*source), std::string(source->url)};
}

ReasonedProduct with_reasons(Product product, const std::vector<Label>& labels) {
  ReasonedProduct reasoned{std::move(product), {}};
  const catalog::ProductFit fit = catalog::assess(reasoned.product);
  for (const Label label : labels) {
    if (fit.score(label) < catalog::light_fit) continue;
    const auto reasons = catalog::fit_reasons(reasoned.product, fit, label);
    if (reasons.empty()) continue;
    const catalog::FitReason& best = reasons.front();
    reasoned.serves.push_back({label, best.ingredient, std::string(best.reason), citation_of(best.source)});
  }
  return reasoned;
}

}  // namespace lumen::service
