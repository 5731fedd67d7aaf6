// SPDX-License-Identifier: Apache-2.0
#include "service/delete_analysis.h"

#include "base/crash_point.h"

namespace lumen::service {

Task<Result<void>> DeleteAnalysis::run(UserId owner, AnalysisId id, Deadline deadline) {
  auto marked = co_await analyses_.mark_deleting(std::move(owner), std::move(id), deadline);
  if (!marked) co_return marked;
  crash_point("service.delete_marked");
  sweep_.wake();
  co_return marked;
}

}  // namespace lumen::service
