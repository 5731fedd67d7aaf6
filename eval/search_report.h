// SPDX-License-Identifier: Apache-2.0
#pragma once
// Judged queries asked of the product search of a fresh Lumen.

#include "eval/figure.h"
#include "eval/judged_queries.h"
#include "eval/sample_search.h"

namespace lumen::eval {

// The goals of docs/EVALUATION.md.
inline constexpr double ndcg_goal = 0.85;
inline constexpr double violations_goal = 0;

struct AskedQuery {
  const JudgedQuery* judged = nullptr;
  double ndcg = 0;
  std::vector<std::string> answered;  // ids, the first ten
  std::vector<std::string> broken;    // "name: which constraint", of the first ten
};
Result<std::vector<AskedQuery>> ask_all(SampleSearch& search, const std::vector<JudgedQuery>& queries);

// Figures "<name>.ndcg10" (over all; `hardest` over those queries that ask for a constraint) and "<name>.violations" (a
// count). Tables: the figures, the worst queries and every violation, their titles after `title`.
Chapter report_search(const std::vector<AskedQuery>& asked, const std::string& name, const std::string& title);

// Asks the queries of `folder`: "queries.json" as "search", and "queries_second.json", when it is there, apart from it
// as "search_second".
Result<Chapter> evaluate_search(const std::filesystem::path& folder);

}  // namespace lumen::eval
