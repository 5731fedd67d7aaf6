// SPDX-License-Identifier: Apache-2.0
#pragma once
// The environment as a function, so that tests bring their own.

#include <functional>
#include <string>

namespace lumen::aws {

// The value of a variable; "" when it is unset or empty. The two mean the same to AWS's own tools.
using Environment = std::function<std::string(const char* name)>;

// The environment of this process. Call it while no other thread changes that.
Environment process_environment();

}  // namespace lumen::aws
