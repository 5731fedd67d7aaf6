// SPDX-License-Identifier: Apache-2.0
#pragma once
// Stage answers as the wire contract shows them. Pure. Numbers are rounded here, and only here: scores and
// extents to 3 decimals, measured values to 4.

#include <string>
#include <string_view>

#include "base/json.h"
#include "domain/analysis.h"
#include "domain/prediction.h"

namespace lumen {

// {condition, confidence, all_conditions {name: number}, findings [...], measurements [...], notes, engine, and, when
// the engine measured, concerns {name: {score, confidence, severity, count}} and skin; when another model was asked,
// second_opinion}
json::object prediction_to_json(const Prediction& prediction);
// Reads what prediction_to_json wrote. Unknown members are ignored; a missing required one is "bad_prediction".
Result<Prediction> prediction_from_json(std::string_view text);

// {summary, recommendations, severity, care_instructions, when_to_see_a_doctor, citations, answered_by,
//  guardrails, trace}
json::object explanation_to_json(const Explanation& explanation);

}  // namespace lumen
