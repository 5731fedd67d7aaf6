// SPDX-License-Identifier: Apache-2.0
#include "domain/second_opinion.h"

namespace lumen {

json::object second_opinion_to_json(const SecondOpinion& opinion) {
  json::object out{{"model", opinion.model}, {"outcome", opinion.outcome}};
  if (opinion.condition) {
    out["condition"] = to_string(*opinion.condition);
    out["confidence"] = round_to(opinion.confidence, 3);
  }
  if (opinion.agreement) out["agreement"] = round_to(*opinion.agreement, 3);
  return out;
}

std::optional<SecondOpinion> second_opinion_from_json(const json::object& object) {
  auto model = get_string(object, "model");
  auto outcome = get_string(object, "outcome");
  if (!model || !outcome) return std::nullopt;
  SecondOpinion opinion;
  opinion.model = std::move(*model);
  opinion.outcome = std::move(*outcome);
  opinion.condition = parse_label(get_string(object, "condition").value_or(""));
  opinion.confidence = get_number(object, "confidence").value_or(0);
  opinion.agreement = get_number(object, "agreement");
  return opinion;
}

}  // namespace lumen
