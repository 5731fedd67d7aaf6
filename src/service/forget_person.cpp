// SPDX-License-Identifier: Apache-2.0
#include "service/forget_person.h"

#include <utility>

#include "domain/limits.h"

namespace lumen::service {

// Always the first page: what was marked is on no page any more.
Task<Result<void>> ForgetPerson::hide_analyses(UserId person, Deadline deadline) {
  while (true) {
    auto page = co_await analyses_.history(person, limits::history_max, "", deadline);
    if (!page) co_return fail(page.error());
    if (page->analyses.empty()) co_return Result<void>();
    for (const auto& analysis : page->analyses) {
      auto marked = co_await analyses_.mark_deleting(person, analysis->id, deadline);
      if (!marked) co_return marked;
    }
  }
}

Task<Result<void>> ForgetPerson::run(UserId person, Deadline deadline) {
  auto hidden = co_await hide_analyses(person, deadline);
  sweep_.wake();
  if (!hidden) co_return hidden;
  auto talks = co_await conversations_.erase_owner(person, deadline);
  if (!talks) co_return talks;
  co_return co_await memory_.erase_owner(std::move(person), deadline);
}

}  // namespace lumen::service
