// SPDX-License-Identifier: Apache-2.0
#pragma once
// Stage 1's answer: what was measured on the photo and what follows from it for every label.

#include <optional>
#include <string>
#include <vector>

#include "domain/concern.h"
#include "domain/labels.h"
#include "domain/second_opinion.h"
#include "domain/severity.h"

namespace lumen {

// One measured quantity, e.g. {"redness_delta_a", 3.2, "CIELAB a*", "cheeks"}.
struct Measurement {
  std::string name;    // snake_case, listed in docs/MEASUREMENTS.md
  double value = 0;    // rounded to what the photo supports
  std::string unit;    // "CIELAB a*", "count", "fraction", "degrees", …
  std::string region;  // "face", "cheeks", "under_eyes", "t_zone", "skin", …
};

struct Finding {
  Label label = Label::healthy;
  double score = 0;   // 0..1, how likely the label is present
  double extent = 0;  // 0..1, how much of it was measured; severity is a band of this
  Severity severity = Severity::none;
  bool measured = true;  // false: could not be judged on this photo (see `note`)
  std::string note;      // for people: what was measured, or why it could not be
};

struct Prediction {
  Label condition = Label::healthy;  // the label with the highest score
  double confidence = 0;             // 0..1, the score of `condition`
  std::vector<Finding> findings;     // every label once, in the order of all_labels
  std::vector<Measurement> measurements;
  std::vector<std::string> notes;  // for people: e.g. "The photo is black and white, so colour was not judged."
  SkinReport report;               // the concerns one by one; not read back from a stored prediction
  std::string engine;              // which model spoke and its version, e.g. "lumen-skin/1"
  std::optional<SecondOpinion> second_opinion;  // when another model was asked
};

// A photo that is refused before any cost: one reason, one fix, both for people.
struct PhotoRejection {
  std::string code;    // too_small | too_dark | too_bright | too_blurred | no_skin | …
  std::string reason;  // "The photo is too dark."
  std::string fix;     // "Face a window or turn on a light and take it again."
};

}  // namespace lumen
