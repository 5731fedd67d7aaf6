// SPDX-License-Identifier: Apache-2.0
#include "eval/limits.h"

#include <array>

namespace lumen::eval {
namespace {

constexpr std::array limits = {
    Limit{"determinism", 1, true},
    Limit{"gate.good", 0.05, true},
    Limit{"gate.too_dark", 1, true},
    Limit{"gate.too_bright", 1, true},
    Limit{"gate.tiny_photo", 1, true},
    Limit{"gate.no_skin", 1, true},
    Limit{"gate.screenshot", 1, true},
    Limit{"gate.uneven_light", 0.95, true},
    Limit{"gate.covered", 0.95, true},
    Limit{"gate.far_away", 0.7, false},
    Limit{"gate.blurred", 0.7, false},
    Limit{"gate.filtered", 0.7, false},
    Limit{"gate.two_faces", 0.5, false},
    Limit{"tone", 0.95, true},
    Limit{"face_found", 0.8, false},
    Limit{"monotonicity.inflamed_lesions", 0.98, true},
    Limit{"monotonicity.roughness", 0.98, true},
    Limit{"monotonicity.redness", 0.85, false},
    Limit{"monotonicity.shine", 0.85, false},
    Limit{"monotonicity.forehead_lines", 0.85, false},
    Limit{"monotonicity.nasolabial_folds", 0.85, false},
    Limit{"monotonicity.dryness", 0.85, false},
    Limit{"monotonicity.lip_dryness", 0.85, false},
};

constexpr std::array search_limits = {
    Limit{"search.ndcg10", 0.865, true},
    Limit{"search.violations", 0, true},
};

}  // namespace

std::span<const Limit> limits_of_small() { return limits; }
std::span<const Limit> limits_of_search() { return search_limits; }

}  // namespace lumen::eval
