// SPDX-License-Identifier: Apache-2.0
#include "vision/label_map.h"

#include <algorithm>

#include "base/encoding.h"

namespace lumen::vision {

Result<LabelMap> LabelMap::parse(std::string_view text) {
  LabelMap map;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view entry = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (entry.empty()) continue;
    const std::size_t sign = entry.find('=');
    const std::string_view name = trim(entry.substr(0, sign));
    const std::string_view meaning = sign == std::string_view::npos ? "" : trim(entry.substr(sign + 1));
    const auto label = parse_label(meaning);
    if (sign == std::string_view::npos || name.empty() || (!label && !meaning.empty())) {
      return fail(invalid("bad_label_map", "The label map's entry \"" + std::string(entry.substr(0, 80)) +
                                               "\" must look like LABEL_0=acne, with one of Lumen's labels or nothing "
                                               "after the sign."));
    }
    map.entries_[std::string(name)] = label;
  }
  return map;
}

std::optional<Label> LabelMap::meaning_of(std::string_view label) const {
  const auto found = entries_.find(label);
  return found == entries_.end() ? parse_label(label) : found->second;
}

}  // namespace lumen::vision
