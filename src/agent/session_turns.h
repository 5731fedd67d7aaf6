// SPDX-License-Identifier: Apache-2.0
#pragma once
// One at a time per session, in the order of coming. Who waits is woken, times out or is cancelled; a place is given
// back however its owner ends. Thread-safe; outlives every place.

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/sleeper.h"
#include "base/task.h"

namespace lumen::agent {

class SessionTurns {
 public:
  // The right to be the one; held for as long as it lives.
  class Place {
   public:
    Place(SessionTurns& owner, std::string session);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    friend class SessionTurns;
    SessionTurns& owner_;
    std::string session_;
    Sleeper sleeper_;
  };
  using Turn = std::unique_ptr<Place>;

  // `timed_out` when the deadline passes, or the caller is cancelled, before its turn comes.
  Task<Result<Turn>> wait(std::string session, Deadline deadline);

 private:
  void join(Place& place);
  void leave(Place& place);
  bool is_first(const Place& place);

  std::mutex mutex_;
  std::map<std::string, std::deque<Place*>> lines_;  // the first of each line is the one
};

}  // namespace lumen::agent
