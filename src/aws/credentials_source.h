// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: where AWS credentials come from. A source that fetches them keeps what it has until shortly before it ends, so
// `get` may be called for every request. Thread-safe.

#include <string>

#include "aws/sigv4.h"
#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"

namespace lumen::aws {

class CredentialsSource {
 public:
  virtual ~CredentialsSource() = default;

  // For people: "environment", "profile default of ~/.aws/credentials". Never a key.
  virtual std::string describe() const = 0;

  // Credentials that are valid now. `unavailable` "no_credentials" when there are none, or the errors of
  // http/remote_error.h of whoever hands them out.
  virtual Task<Result<Credentials>> get(Deadline deadline) = 0;
};

}  // namespace lumen::aws
