// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a product's name says it is made for. Two products can hold the same actives; the one that is called "Acne
// Clearing Wash" is the better answer to acne than the one that is called "Youth Renewal Night Cream". Orders
// answers only: what a product is said to be for follows from its ingredients (catalog/concern_fit.h). Pure.

#include <array>
#include <string_view>

#include "catalog/product_role.h"
#include "domain/labels.h"

namespace lumen::catalog {

struct NameAims {
  std::array<float, label_count> strength{};  // 0..1, by label
  bool any = false;

  float at(Label label) const { return strength[static_cast<std::size_t>(label)]; }
};

// Words about the area around the eyes count only in an eye product, and there "bright" speaks of dark circles.
NameAims aims_of(std::string_view name, Role role);

// How much the name adds to or takes from a fit, as a factor of 0.7 to 1.35: more when it names the concern, less when
// it names only concerns of another kind (a wrinkle cream is no answer to blackheads, whatever is in it).
double aim_factor(const NameAims& aims, Label label);

}  // namespace lumen::catalog
