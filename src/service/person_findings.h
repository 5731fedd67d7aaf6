// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a finished analysis found on one person, as far as products can serve it. Urgent signs end it: with one, no
// product is offered. Thread-safe.

#include <string>
#include <vector>

#include "analyses/analysis_store.h"
#include "domain/prediction.h"

namespace lumen::service {

inline constexpr std::size_t served_findings_max = 3;

struct PersonFindings {
  Label condition = Label::healthy;
  std::vector<Finding> findings;  // the condition first, then what else was measured, the most extended first
  bool urgent = false;            // an urgent sign was seen
  std::string referral;           // for people: whom to see; with `urgent` only

  std::vector<Label> labels() const;
};

// Foreign or unknown: `forbidden`. Not completed: `conflict` ("analysis_not_completed").
Task<Result<PersonFindings>> read_findings(analyses::AnalysisStore& analyses, UserId owner, AnalysisId id,
                                           Deadline deadline);

// From what is stored of a finished analysis. Pure.
Result<PersonFindings> findings_of(const ResultDocuments& documents);

// "your dark spots (moderate)": for the middle of a sentence.
std::string told(const Finding& finding);

}  // namespace lumen::service
