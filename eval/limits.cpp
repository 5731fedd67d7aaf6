// SPDX-License-Identifier: Apache-2.0
#include "eval/limits.h"

#include <array>

namespace lumen::eval {
namespace {

constexpr std::array limits = {
    Limit{"determinism", 1, true},
};

}  // namespace

std::span<const Limit> limits_of_small() { return limits; }

}  // namespace lumen::eval
