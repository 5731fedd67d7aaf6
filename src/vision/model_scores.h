// SPDX-License-Identifier: Apache-2.0
#pragma once
// From a classifier's outputs to the prediction: the scores of the labels that the model knows become the model's;
// everything that was measured stays. Pure.

#include <vector>

#include "domain/prediction.h"
#include "vision/model_card.h"

namespace lumen::vision {

// `outputs` as probabilities 0..1, by the card's activation. Outputs of "none" are cut to 0..1.
std::vector<double> model_probabilities(const ModelCard& card, const std::vector<double>& outputs);

// Labels that the card maps to one of Lumen's: of softmax, where classes exclude each other, their sum; otherwise the
// highest. A model without a label for healthy skin leaves `healthy` at 1 - the highest of the others, as the built-in
// engine has it. Labels that the model does not know keep the built-in score and say so. Scores are rounded to 0.001,
// so that they do not depend on the last bits of floating point. `outputs` has one number per label of the card.
void apply_model_scores(const ModelCard& card, const std::vector<double>& outputs, Prediction& prediction);

}  // namespace lumen::vision
