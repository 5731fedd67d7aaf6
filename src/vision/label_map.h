// SPDX-License-Identifier: Apache-2.0
#pragma once
// What another model's labels mean in Lumen's words. Lumen's own names and their spellings (domain/labels.h) need no
// entry; a model that says LABEL_0 needs one. Pure.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/labels.h"

namespace lumen::vision {

class LabelMap {
 public:
  // "LABEL_0=acne, LABEL_1=dark spots, LABEL_2=" - entries separated by commas; nothing after the "=" means that Lumen
  // has no word for it. Errors: `invalid` "bad_label_map"; the message names the entry.
  static Result<LabelMap> parse(std::string_view text);

  // The map's entry first, exactly as written; then Lumen's own names.
  std::optional<Label> meaning_of(std::string_view label) const;

 private:
  std::map<std::string, std::optional<Label>, std::less<>> entries_;
};

}  // namespace lumen::vision
