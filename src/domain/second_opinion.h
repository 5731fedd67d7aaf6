// SPDX-License-Identifier: Apache-2.0
#pragma once
// What became of asking another model beside the engine; part of a prediction. docs/MEASUREMENTS.md, "A second
// opinion".

#include <optional>
#include <string>

#include "base/json.h"
#include "domain/labels.h"

namespace lumen {

struct SecondOpinion {
  std::string model;    // "huggingface/owner/model@3"
  std::string outcome;  // "answered", or why it did not: "timed_out", "paused", "throttled", "refused", "bad_answer", …
  // When it answered: its own condition and score, and how far the two agree, 0..1 (nothing when they judged no label
  // in common).
  std::optional<Label> condition;
  double confidence = 0;
  std::optional<double> agreement;
};

// {model, outcome, condition, confidence, agreement}; the last three only when there are any.
json::object second_opinion_to_json(const SecondOpinion& opinion);
// Nothing when it is not of that form.
std::optional<SecondOpinion> second_opinion_from_json(const json::object& object);

}  // namespace lumen
