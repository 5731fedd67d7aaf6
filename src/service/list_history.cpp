// SPDX-License-Identifier: Apache-2.0
#include "service/list_history.h"

#include <algorithm>

#include "base/json.h"
#include "domain/limits.h"

namespace lumen::service {
namespace {

std::optional<ProgressPoint> point_of(const Analysis& analysis, Concern concern) {
  if (analysis.status != Status::completed) return std::nullopt;
  const auto prediction = parse_json(analysis.documents.prediction);
  const json::object* object = prediction ? prediction->if_object() : nullptr;
  const json::object* concerns = object == nullptr ? nullptr : get_object(*object, "concerns");
  const json::object* one = concerns == nullptr ? nullptr : get_object(*concerns, to_string(concern));
  if (one == nullptr) return std::nullopt;
  const auto score = get_number(*one, "score");
  const auto confidence = get_number(*one, "confidence");
  if (!score || !confidence) return std::nullopt;
  return ProgressPoint{analysis.id, analysis.created_at_ms / 1000, *score, *confidence};
}

}  // namespace

Task<Result<Progress>> ListHistory::progress(UserId owner, Concern concern, int limit, Deadline deadline) {
  auto page = co_await run(std::move(owner), limit, "", deadline);
  if (!page) co_return fail(page.error());
  Progress progress;
  for (const auto& analysis : page->analyses) {
    if (auto point = point_of(*analysis, concern)) progress.points.push_back(std::move(*point));
  }
  std::reverse(progress.points.begin(), progress.points.end());
  progress.verdict = judge_progress(progress.points);
  co_return progress;
}

Task<Result<analyses::HistoryPage>> ListHistory::run(UserId owner, int limit, std::string cursor, Deadline deadline) {
  if (limit < 1 || limit > limits::history_max) {
    co_return fail(
        invalid("bad_limit", "limit must be a whole number from 1 to " + std::to_string(limits::history_max) + "."));
  }
  if (cursor.size() > 512) co_return fail(invalid("bad_cursor", "The cursor is not one that GET /history gave."));
  co_return co_await analyses_.history(std::move(owner), limit, std::move(cursor), deadline);
}

}  // namespace lumen::service
