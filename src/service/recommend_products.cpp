// SPDX-License-Identifier: Apache-2.0
#include "service/recommend_products.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/encoding.h"
#include "catalog/catalog_lexicon.h"
#include "catalog/product_facts.h"
#include "catalog/query_reader.h"
#include "domain/labels.h"
#include "domain/limits.h"
#include "service/person_findings.h"

namespace lumen::service {
namespace {

Result<void> check_limit(int limit) {
  if (limit >= 1 && limit <= limits::recommendations_max) return {};
  return fail(invalid("bad_limit", "limit must be a whole number from 1 to " +
                                       std::to_string(limits::recommendations_max) + "."));
}

std::string explain_choice(const std::string& asked, std::optional<Label> label,
                           const std::vector<catalog::ScoredProduct>& found) {
  if (found.empty()) return "The catalog holds no products yet.";
  const std::string what = label == Label::healthy ? "everyday care of healthy skin"
                           : label                 ? to_lower(display_name(*label))
                                                   : "\"" + asked + "\"";
  const auto good =
      std::count_if(found.begin(), found.end(), [](const auto& one) { return one.fit == catalog::FitLevel::good; });
  std::string text = "Chosen for " + what + " by their ingredients; each product says which.";
  if (static_cast<std::size_t>(good) < found.size()) {
    text += " The first " + std::to_string(good) + " fit best; the others help a little or suit most people.";
  }
  return text + " This is not medical advice.";
}

std::string told_filters(const std::vector<std::string>& understood) {
  std::string text;
  for (const std::string& one : understood) text += (text.empty() ? "" : "; ") + one;
  return text;
}

void add_filters(RecommendedProducts& answer, const catalog::SearchFilters& filters) {
  answer.understood = catalog::describe_filters(filters);
  if (answer.understood.empty()) return;
  if (answer.products.empty()) answer.explanation = "No product of the catalog is known to pass every filter.";
  answer.explanation += " Filters: " + told_filters(answer.understood) + ".";
}

// What the person's findings are served by, as one sentence.
std::string personal_why(const PersonFindings& person, const ReasonedProduct& reasoned) {
  std::string text;
  for (const Serves& one : reasoned.serves) {
    const auto finding = std::find_if(person.findings.begin(), person.findings.end(),
                                      [&](const Finding& other) { return other.label == one.label; });
    if (finding == person.findings.end()) continue;
    text += (text.empty() ? "For " : "; for ") + told(*finding) + ": " + one.ingredient + " to " + one.reason;
  }
  return text.empty() ? reasoned.product.why : text + ".";
}

// Whose turn it is: the condition's twice, then the next finding's.
constexpr std::array<std::size_t, 6> turns = {0, 0, 1, 0, 2, 0};

}  // namespace

std::vector<ProductConflict> conflicts_among(const std::vector<ReasonedProduct>& products) {
  std::vector<catalog::ProductFacts> facts;
  for (const ReasonedProduct& one : products) {
    facts.push_back(catalog::read_facts(one.product, catalog::role_of(one.product.name, one.product.category)));
  }
  std::vector<ProductConflict> conflicts;
  for (std::size_t i = 0; i < products.size(); ++i) {
    for (std::size_t j = i + 1; j < products.size(); ++j) {
      for (const catalog::ConflictRule* rule : catalog::conflicts_between(facts[i], facts[j])) {
        conflicts.push_back({products[i].product.id, products[j].product.id, rule});
      }
    }
  }
  return conflicts;
}

Task<Result<RecommendedProducts>> RecommendProducts::run(std::string condition, catalog::SearchFilters filters,
                                                         int limit, Deadline deadline) {
  if (auto checked = check_limit(limit); !checked) co_return fail(checked.error());
  if (condition.size() > limits::condition_bytes_max || !is_utf8(condition)) {
    co_return fail(invalid("bad_condition", "condition must be text of at most " +
                                                std::to_string(limits::condition_bytes_max) + " bytes."));
  }
  const std::optional<Label> label = parse_label(condition);
  catalog::SearchQuery query;
  query.label = label;
  // "General" asks for nothing special: everyday care.
  if (!label && !iequals(condition, "general")) query.text = condition;
  query.limit = limit;
  query.filters = std::move(filters);
  const catalog::SearchQuery read = catalog::read_filters(query);
  auto found = co_await search_.search(std::move(query), deadline);
  if (!found) co_return fail(found.error());
  const std::vector<Label> labels = label ? std::vector<Label>{*label} : catalog::concerns_in(read.text);

  RecommendedProducts answer;
  answer.explanation = explain_choice(condition, label, *found);
  answer.condition = std::move(condition);
  for (catalog::ScoredProduct& one : *found) answer.products.push_back(with_reasons(std::move(one.product), labels));
  answer.conflicts = conflicts_among(answer.products);
  add_filters(answer, read.filters);
  co_return answer;
}

Task<Result<RecommendedProducts>> RecommendProducts::for_person(UserId owner, AnalysisId id,
                                                                catalog::SearchFilters filters, int limit,
                                                                Deadline deadline) {
  if (auto checked = check_limit(limit); !checked) co_return fail(checked.error());
  auto person = co_await read_findings(analyses_, std::move(owner), std::move(id), deadline);
  if (!person) co_return fail(person.error());
  RecommendedProducts answer;
  answer.condition = to_string(person->condition);
  answer.urgent = person->urgent;
  if (person->urgent) {
    answer.explanation = "No product is recommended here. " + person->referral;
    co_return answer;
  }

  std::vector<std::vector<catalog::ScoredProduct>> by_finding;
  for (const Finding& finding : person->findings) {
    auto found = co_await search_.by_condition(finding.label, limit, filters, deadline);
    if (!found) co_return fail(found.error());
    by_finding.push_back(std::move(*found));
  }
  std::vector<std::size_t> next(by_finding.size(), 0);
  const auto is_chosen = [&answer](const ProductId& product) {
    return std::any_of(answer.products.begin(), answer.products.end(),
                       [&](const ReasonedProduct& one) { return one.product.id == product; });
  };
  // Each turn takes the finding's best product that is not there yet; a finding without one gives its turn away.
  for (std::size_t turn = 0, idle = 0; std::cmp_less(answer.products.size(), limit) && idle < turns.size(); ++turn) {
    const std::size_t whose = turns[turn % turns.size()];
    ++idle;
    if (whose >= by_finding.size()) continue;
    auto& mine = by_finding[whose];
    while (next[whose] < mine.size() && is_chosen(mine[next[whose]].product.id)) ++next[whose];
    if (next[whose] == mine.size()) continue;
    answer.products.push_back(with_reasons(std::move(mine[next[whose]++].product), person->labels()));
    answer.products.back().product.why = personal_why(*person, answer.products.back());
    idle = 0;
  }
  std::string findings;
  for (const Finding& finding : person->findings) findings += (findings.empty() ? "" : ", ") + told(finding);
  answer.explanation = "Chosen for " + findings + "; each product says by which ingredient. This is not medical advice.";
  answer.conflicts = conflicts_among(answer.products);
  add_filters(answer, filters);
  co_return answer;
}

}  // namespace lumen::service
