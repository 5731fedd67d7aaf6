// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: sends one plain-text mail, such as a confirmation code. Thread-safe.

#include <string>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen::notify {

struct Mail {
  std::string to;
  std::string subject;
  std::string text;
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual std::string describe() const = 0;
  virtual Task<Result<void>> send(Mail mail, Deadline deadline) = 0;
};

}  // namespace lumen::notify
