// SPDX-License-Identifier: Apache-2.0
#pragma once
// Shows on this very system that the sandbox holds: each attempt to get out runs in a sandboxed child of its own
// and must be its end, and what decoding needs must still work.

namespace lumen::vision_worker {

// Prints one line per attempt; 0 when every one went as it should.
int check_sandbox();

}  // namespace lumen::vision_worker
