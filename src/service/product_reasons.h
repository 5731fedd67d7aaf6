// SPDX-License-Identifier: Apache-2.0
#pragma once
// Why a product is shown: which concern it serves, by which ingredient, and where that is published. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/analysis.h"
#include "domain/labels.h"
#include "domain/product.h"

namespace lumen::service {

struct Serves {
  Label label = Label::healthy;
  std::string ingredient;  // as people call it
  std::string reason;      // "help balance oil"
  std::optional<Citation> citation;
};

struct ReasonedProduct {
  Product product;
  std::vector<Serves> serves;  // at most one ingredient per concern, in the order of the concerns
};

// Concerns that the product is no fit for are left out.
ReasonedProduct with_reasons(Product product, const std::vector<Label>& labels);

// Nothing for an unknown key.
std::optional<Citation> citation_of(std::string_view source_key);

}  // namespace lumen::service
