// SPDX-License-Identifier: Apache-2.0
#pragma once
// Named points at which the reliability tests kill the process, as SIGKILL would, to show that nothing
// acknowledged is lost. Off unless the environment variable LUMEN_CRASH_POINT is set when the process
// starts: `name` kills at the first pass, `name:3` at the third.

#include <string_view>

namespace lumen {

void crash_point(std::string_view name);

}  // namespace lumen
