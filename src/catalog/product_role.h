// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a product is used as, read from its name first and its category second: shops file toners under
// cleansers and sunscreens under moisturizers. Pure.

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/labels.h"
#include "domain/product.h"

namespace lumen::catalog {

enum class Role : std::uint8_t {
  cleanser,
  toner,
  treatment,
  exfoliator,
  mask,
  moisturizer,
  eye_care,
  sun_protection,
  body,
  other,
};
inline constexpr std::size_t role_count = 10;

Role role_of(std::string_view name, std::string_view category);

std::string_view to_string(Role role);  // "eye_care"

// "a cleanser", "an eye product"; for a sentence.
std::string_view role_phrase(Role role);

// How well a product of this role serves a concern at all, 0..1: a cleanser is rinsed off, an eye cream is
// not for the whole face, dark circles want an eye product.
double role_factor(Role role, Label label);

// The category as Lumen shows it ("Face Mask" and "Mask" are "Mask"); an unknown one stays as stated.
std::string display_category(std::string_view stated);

}  // namespace lumen::catalog
