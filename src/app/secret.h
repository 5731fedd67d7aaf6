// SPDX-License-Identifier: Apache-2.0
#pragma once
// A secret among the settings is either the secret itself (from the environment only, so that it stands in no file and
// in no list of processes) or a reference that says where it is kept:
//
//   env:NAME     the environment variable NAME
//   file:/path   the first line of that file, such as one that a container's secret store mounts

#include <string>

#include "base/result.h"

namespace lumen::app {

bool is_secret_reference(const std::string& text);

// The secret itself; empty for an empty text. Errors: `invalid` "missing_secret"; the message names the place, never
// what stands there.
Result<std::string> resolve_secret(const std::string& text);

}  // namespace lumen::app
