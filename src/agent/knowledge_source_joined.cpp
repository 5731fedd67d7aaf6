// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge_source_joined.h"

#include <algorithm>
#include <utility>

namespace lumen::agent {
namespace {

std::vector<FoundPassage> in_turns(std::vector<FoundPassage> own, std::vector<FoundPassage> other, std::size_t limit) {
  std::vector<FoundPassage> joined;
  const auto take = [&](std::vector<FoundPassage>& from, std::size_t i) {
    if (i >= from.size() || joined.size() >= limit) return;
    const auto same = [&](const FoundPassage& one) { return one.id == from[i].id; };
    if (std::none_of(joined.begin(), joined.end(), same)) joined.push_back(std::move(from[i]));
  };
  for (std::size_t i = 0; i < std::max(own.size(), other.size()); ++i) {
    take(own, i);
    take(other, i);
  }
  for (std::size_t i = 0; i < joined.size(); ++i) joined[i].score = 1.0 / static_cast<double>(i + 1);
  return joined;
}

}  // namespace

JoinedKnowledge::JoinedKnowledge(KnowledgeSource& own, KnowledgeSource& elsewhere, Log& log, Metrics& metrics)
    : own_(own),
      elsewhere_(elsewhere),
      log_(log),
      away_(metrics.counter("lumen_knowledge_away_total",
                            "Questions that the source of passages elsewhere left open.")) {}

std::string JoinedKnowledge::describe() const { return own_.describe() + ", and " + elsewhere_.describe(); }

Task<Result<std::vector<FoundPassage>>> JoinedKnowledge::retrieve(std::string query, int limit, Deadline deadline) {
  auto asking = own_.retrieve(query, limit, deadline);
  auto own = co_await std::move(asking);
  if (!own && own.error().kind == ErrorKind::invalid) co_return own;
  auto asking_elsewhere = elsewhere_.retrieve(std::move(query), limit, deadline.within(elsewhere_time_max));
  auto other = co_await std::move(asking_elsewhere);
  if (!other) {
    away_.increment();
    log_.warn("knowledge_away", {{"code", std::string_view(other.error().code)}});
    co_return own;
  }
  if (!own) co_return other;
  co_return in_turns(std::move(*own), std::move(*other), static_cast<std::size_t>(limit));
}

}  // namespace lumen::agent
