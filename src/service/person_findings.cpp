// SPDX-License-Identifier: Apache-2.0
#include "service/person_findings.h"

#include <algorithm>
#include <utility>

#include "agent/red_flags.h"
#include "base/encoding.h"
#include "base/json.h"
#include "domain/wire_json.h"

namespace lumen::service {
namespace {

constexpr std::string_view see_a_doctor =
    "The photo shows a sign that a doctor should look at. Please see one before using any product on it.";

// A red flag that acted when the explanation was written.
bool had_a_red_flag(const json::object& explanation) {
  const json::array* rules = get_array(explanation, "guardrails");
  return rules != nullptr && std::any_of(rules->begin(), rules->end(), [](const json::value& rule) {
           return rule.is_string() && std::string_view(rule.get_string()).starts_with("red_flag");
         });
}

void read_urgent_signs(const ResultDocuments& documents, const Prediction& prediction, PersonFindings& person) {
  const auto explanation = parse_json(documents.enhanced_analysis);
  const json::object* object = explanation ? explanation->if_object() : nullptr;
  const std::vector<agent::RedFlag> flags = agent::red_flags_in(prediction);
  person.urgent = !flags.empty() || (object != nullptr && had_a_red_flag(*object));
  if (!person.urgent) return;
  if (!flags.empty()) person.referral = flags.front().referral;
  if (person.referral.empty() && object != nullptr) {
    person.referral = get_string(*object, "when_to_see_a_doctor").value_or("");
  }
  if (person.referral.empty()) person.referral = see_a_doctor;
}

}  // namespace

std::vector<Label> PersonFindings::labels() const {
  std::vector<Label> labels;
  for (const Finding& finding : findings) labels.push_back(finding.label);
  return labels;
}

Result<PersonFindings> findings_of(const ResultDocuments& documents) {
  auto prediction = prediction_from_json(documents.prediction);
  if (!prediction) return fail(prediction.error());
  PersonFindings person;
  person.condition = prediction->condition;
  Finding main;
  main.label = prediction->condition;
  std::vector<Finding> others;
  for (Finding& finding : prediction->findings) {
    if (finding.label == prediction->condition) {
      main = std::move(finding);
    } else if (finding.measured && finding.label != Label::healthy && finding.severity != Severity::none) {
      others.push_back(std::move(finding));
    }
  }
  std::stable_sort(others.begin(), others.end(), [](const Finding& a, const Finding& b) { return a.extent > b.extent; });
  person.findings.push_back(std::move(main));
  for (Finding& finding : others) {
    if (person.findings.size() < served_findings_max) person.findings.push_back(std::move(finding));
  }
  read_urgent_signs(documents, *prediction, person);
  return person;
}

Task<Result<PersonFindings>> read_findings(analyses::AnalysisStore& analyses, UserId owner, AnalysisId id,
                                           Deadline deadline) {
  auto analysis = co_await analyses.get(std::move(owner), std::move(id), deadline);
  if (!analysis) co_return fail(analysis.error());
  if ((*analysis)->status != Status::completed) {
    co_return fail(make_error(ErrorKind::conflict, "analysis_not_completed",
                              "This analysis has no result: products can be chosen once it is completed."));
  }
  co_return findings_of((*analysis)->documents);
}

std::string told(const Finding& finding) {
  if (finding.label == Label::healthy) return "your healthy skin";
  std::string text = "your " + to_lower(display_name(finding.label));
  if (finding.severity != Severity::none) text.append(" (").append(to_string(finding.severity)).append(")");
  return text;
}

}  // namespace lumen::service
