// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happens in the zygote before the first fork, while files may still be opened.

#include <string>

#include "base/result.h"
#include "skin/engine.h"

namespace lumen::vision_worker {

// Ends with its parent, ignores the signals of a terminal and of a service manager (the parent's drain decides
// when the end is), keeps only the control socket open. Standard streams lead nowhere; a sanitized build keeps
// standard error for its reports.
void isolate_zygote(int control);

// Loads cascades and everything the libraries load on first use, single-threaded, without OpenCL.
Result<skin::Engine> load_engine(const std::string& cascade_folder);

}  // namespace lumen::vision_worker
