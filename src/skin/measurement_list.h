// SPDX-License-Identifier: Apache-2.0
#pragma once
// The measures as named values with units, as docs/MEASUREMENTS.md lists them. What a photo does not allow to be
// measured is not in the list.

#include <vector>

#include "domain/prediction.h"
#include "skin/measures.h"

namespace lumen::skin {

std::vector<Measurement> list_measurements(const Measures& measures);

}  // namespace lumen::skin
