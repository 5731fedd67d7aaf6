// SPDX-License-Identifier: Apache-2.0
#pragma once
// A set of photos with known labels, as people keep them: folders named after a label, or a manifest CSV.

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/labels.h"

namespace lumen::eval {

struct LabelledPhoto {
  std::filesystem::path file;
  std::string name;           // as the set calls it: the path inside it
  std::vector<Label> labels;  // what is present; at least one
  std::string source;         // "" when the set does not say
  bool training = false;      // reported apart: in a folder `train`, or so marked in the manifest
};

struct PhotoSet {
  std::vector<LabelledPhoto> photos;  // sorted by name
  std::vector<std::string> skipped;   // "name: why"
};

// `where` is a folder or a CSV file. A folder with a manifest.csv is read by it, any other by its folders:
// `label/…/photo` and `train/label/…/photo`. The manifest has a header line with `file` (relative to the CSV) and
// `label` (several separated by ; or |), and may have `source` (or any column whose name begins so) and `split`
// (`train`). A label is what parse_label accepts, or a name that begins with one ("redness_rosacea").
// Errors: `invalid` when there is no such folder, no column `file` or `label`, or no photo at all.
Result<PhotoSet> read_photo_set(const std::filesystem::path& where);

}  // namespace lumen::eval
