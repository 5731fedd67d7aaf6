// SPDX-License-Identifier: Apache-2.0
#pragma once
// A routine for one person's findings: morning, evening and once a week, each step with a product, in the order
// dermatologists give (cleanse, treat, moisturise, protect from the sun), without two products that published advice
// keeps apart at that time. A retinoid or an alpha hydroxy acid never stands in the morning. Thread-safe.

#include <string>
#include <vector>

#include "analyses/analysis_store.h"
#include "catalog/product_search.h"
#include "service/recommend_products.h"

namespace lumen::service {

struct RoutineStep {
  catalog::Role kind = catalog::Role::other;
  ReasonedProduct product;  // its `why` speaks of this person's findings
  std::string how;          // a sentence
};

// A product that would have fitted and was passed over.
struct AvoidedConflict {
  std::string product;  // its name
  std::string beside;   // the name of what it does not go with
  const catalog::ConflictRule* rule = nullptr;
};

struct Routine {
  Label condition = Label::healthy;
  std::vector<RoutineStep> morning;
  std::vector<RoutineStep> evening;
  std::vector<RoutineStep> weekly;
  std::vector<AvoidedConflict> avoided;  // each rule once
  std::vector<std::string> left_out;     // steps for which no product passed, for people
  std::string explanation;
  std::vector<Citation> citations;  // of the order
  bool urgent = false;              // an urgent sign: no step, and `explanation` says whom to see
};

class BuildRoutine {
 public:
  BuildRoutine(catalog::ProductSearch& search, analyses::AnalysisStore& analyses)
      : search_(search), analyses_(analyses) {}

  // Every product passes `filters`. Errors: those of read_findings and of the search.
  Task<Result<Routine>> run(UserId owner, AnalysisId id, catalog::SearchFilters filters, Deadline deadline);

 private:
  catalog::ProductSearch& search_;
  analyses::AnalysisStore& analyses_;
};

}  // namespace lumen::service
