// SPDX-License-Identifier: Apache-2.0
#pragma once
// What may be the matter with skin, each drawn in its own random stream so that more of one cause leaves the others
// where they are: 12 lesions are the first 12 of 30.

#include "tests/photos/draw_head.h"

namespace lumen::test {

void draw_causes(Sitting& sitting, DrawnPerson& drawn);

}  // namespace lumen::test
