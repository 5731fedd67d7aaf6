// SPDX-License-Identifier: Apache-2.0
#include "service/list_history.h"

#include "domain/limits.h"

namespace lumen::service {

Task<Result<analyses::HistoryPage>> ListHistory::run(UserId owner, int limit, std::string cursor, Deadline deadline) {
  if (limit < 1 || limit > limits::history_max) {
    co_return fail(
        invalid("bad_limit", "limit must be a whole number from 1 to " + std::to_string(limits::history_max) + "."));
  }
  if (cursor.size() > 512) co_return fail(invalid("bad_cursor", "The cursor is not one that GET /history gave."));
  co_return co_await analyses_.history(std::move(owner), limit, std::move(cursor), deadline);
}

}  // namespace lumen::service
