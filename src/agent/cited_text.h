// SPDX-License-Identifier: Apache-2.0
#pragma once
// A statement and the passages that state it.

#include <string>
#include <vector>

namespace lumen::agent {

struct CitedText {
  std::string text;
  std::vector<std::string> cite;  // ids of passages; empty for what speaks of the measurement or the person's own words

  friend bool operator==(const CitedText&, const CitedText&) = default;
};

}  // namespace lumen::agent
