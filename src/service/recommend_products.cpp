// SPDX-License-Identifier: Apache-2.0
#include "service/recommend_products.h"

#include <algorithm>
#include <utility>

#include "base/encoding.h"
#include "domain/labels.h"
#include "domain/limits.h"

namespace lumen::service {
namespace {

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

}  // namespace

Task<Result<RecommendedProducts>> RecommendProducts::run(std::string condition, int limit, Deadline deadline) {
  if (limit < 1 || limit > limits::recommendations_max) {
    co_return fail(invalid(
        "bad_limit", "limit must be a whole number from 1 to " + std::to_string(limits::recommendations_max) + "."));
  }
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
  auto found = co_await search_.search(std::move(query), deadline);
  if (!found) co_return fail(found.error());
  RecommendedProducts answer;
  answer.explanation = explain_choice(condition, label, *found);
  answer.condition = std::move(condition);
  for (catalog::ScoredProduct& one : *found) answer.products.push_back(std::move(one.product));
  co_return answer;
}

}  // namespace lumen::service
