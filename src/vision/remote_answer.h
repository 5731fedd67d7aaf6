// SPDX-License-Identifier: Apache-2.0
#pragma once
// What models elsewhere answer, in both dialects, and the prediction that follows. Nothing of an answer is trusted:
// types, counts, lengths and ranges are checked; whatever is wrong is `unavailable` "remote_bad_answer", never the
// photo's fault. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/prediction.h"
#include "vision/label_map.h"

namespace lumen::vision {

struct RemoteScore {
  std::string label;  // as the model says it, 1 to 128 bytes
  double score = 0;   // 0..1
};
// At least one; highest first, equal ones by label.
using RemoteScores = std::vector<RemoteScore>;

inline constexpr std::size_t remote_answer_bytes_max = 64 * 1024;

// Hugging Face image classification: [{"label": "acne", "score": 0.93}, …], which some handlers wrap once more.
// https://huggingface.co/docs/inference-providers/tasks/image-classification
Result<RemoteScores> read_huggingface_answer(std::string_view text);

// {"top_prediction": "acne", "confidence": 0.91, "all_predictions": {"acne": 0.91, …}}; the confidence must be the
// highest of all, and the top prediction's.
Result<RemoteScores> read_custom_answer(std::string_view text);

// Every label once. Those that the model does not name are not measured; names that mean nothing to Lumen stand in the
// notes; of several names for one label the highest counts. The extent is left at 0: it is measured, and a model's
// certainty is no extent. Fails when no name means anything to Lumen. Scores are rounded to 0.001.
Result<Prediction> prediction_from(const RemoteScores& scores, const LabelMap& labels, const std::string& engine);

}  // namespace lumen::vision
