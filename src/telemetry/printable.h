// SPDX-License-Identifier: Apache-2.0
#pragma once
// Untrusted text made safe for one line of output. Pure.

#include <string>
#include <string_view>

namespace lumen::telemetry {

// Appends `text` with \n, \r, \t, \" and \\ as in JSON, other control characters (C0, DEL and C1) as \u00XX,
// each broken UTF-8 byte as U+FFFD. At most about `bytes_max` bytes of the text are taken; a cut text ends in
// an ellipsis.
void append_escaped(std::string& out, std::string_view text, std::size_t bytes_max);

}  // namespace lumen::telemetry
