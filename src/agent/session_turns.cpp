// SPDX-License-Identifier: Apache-2.0
#include "agent/session_turns.h"

#include <algorithm>
#include <utility>

namespace lumen::agent {

SessionTurns::Place::Place(SessionTurns& owner, std::string session) : owner_(owner), session_(std::move(session)) {
  owner_.join(*this);
}

SessionTurns::Place::~Place() { owner_.leave(*this); }

Task<Result<SessionTurns::Turn>> SessionTurns::wait(std::string session, Deadline deadline) {
  auto place = std::make_unique<Place>(*this, std::move(session));
  while (!is_first(*place)) {
    auto sleeping = place->sleeper_.sleep(deadline);
    const bool woken = co_await std::move(sleeping);
    if (!woken && !is_first(*place)) {
      co_return fail(make_error(ErrorKind::timed_out, "timed_out", "This took too long. Please try again.",
                                "the session was in use"));
    }
  }
  co_return place;
}

void SessionTurns::join(Place& place) {
  const std::lock_guard lock(mutex_);
  lines_[place.session_].push_back(&place);
}

// The next one is woken under the lock: its place may not go meanwhile.
void SessionTurns::leave(Place& place) {
  const std::lock_guard lock(mutex_);
  const auto line = lines_.find(place.session_);
  std::erase(line->second, &place);
  if (line->second.empty()) {
    lines_.erase(line);
  } else {
    line->second.front()->sleeper_.wake();
  }
}

bool SessionTurns::is_first(const Place& place) {
  const std::lock_guard lock(mutex_);
  return lines_.at(place.session_).front() == &place;
}

}  // namespace lumen::agent
