// SPDX-License-Identifier: Apache-2.0
#include "agent/guard_json.h"

#include <algorithm>
#include <utility>

#include "agent/guardrails.h"

namespace lumen::agent {

void guard_json(json::value& value, std::vector<std::string>& rules) {
  if (json::object* object = value.if_object()) {
    for (auto& member : *object) {
      if (member.key() != "product_id" && member.key() != "id") guard_json(member.value(), rules);
    }
  } else if (json::array* array = value.if_array()) {
    for (json::value& item : *array) guard_json(item, rules);
  } else if (value.is_string()) {
    GuardVerdict verdict = guard_data(value.get_string());
    if (verdict.action == GuardAction::allow) return;
    value = std::move(verdict.text);
    for (std::string& rule : verdict.rules) {
      if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(std::move(rule));
    }
  }
}

}  // namespace lumen::agent
