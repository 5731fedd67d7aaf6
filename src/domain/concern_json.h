// SPDX-License-Identifier: Apache-2.0
#pragma once
// Concerns on the wire: short beside the prediction, whole in GET /analysis/{id}/concerns and between the worker and
// the server. Pure. Numbers are rounded here: scores to 1 decimal, confidences to 2, quantities to 4 digits, places to
// 4 decimals.

#include "base/json.h"
#include "base/result.h"
#include "domain/concern.h"

namespace lumen {

// {name: {score, confidence, severity, count}} of what was measured.
json::object concern_summary_to_json(const SkinReport& report);
// {tone {ita_degrees, hue_degrees, monk, monk_confidence}, type, type_confidence}
json::object skin_profile_to_json(const SkinProfile& profile);
// {concerns [{name, …, regions, positions, explain}], skin, light, skin_age}
json::object skin_report_to_json(const SkinReport& report);

// Reads what skin_report_to_json wrote and trusts nothing: every concern once and in order, lists bounded, numbers
// finite and in their ranges. Errors: `internal`.
Result<SkinReport> skin_report_from_json(const json::object& object);

}  // namespace lumen
