// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which published source says that an active is used for a concern. An effect of catalog/active_table.h without one
// ranks products and is never cited. Pure data.

#include <span>
#include <string_view>

#include "domain/labels.h"

namespace lumen::catalog {

struct EffectSource {
  std::string_view active;  // an Active's key
  Label label = Label::healthy;
  std::string_view source;  // key of a fact source
};
std::span<const EffectSource> all_effect_sources();

// The key of the source for this active and concern; "" when none was read.
std::string_view effect_source(std::string_view active, Label label);

}  // namespace lumen::catalog
