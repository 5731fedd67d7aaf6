// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person's account: signing up with a mailed code, signing in and out, and leaving for good. Thread-safe.

#include <functional>
#include <string>
#include <utility>

#include "identity/user_pool.h"
#include "notify/mailer.h"

namespace lumen::service {

class Accounts {
 public:
  // Removes what is kept of a person beside the account: service/forget_person.h.
  using Forget = std::function<Task<Result<void>>(UserId person, Deadline deadline)>;

  Accounts(identity::UserPool& users, notify::Mailer& mailer, Forget forget)
      : users_(users), mailer_(mailer), forget_(std::move(forget)) {}

  // The code goes to the person by mail; `unavailable` ("CodeDeliveryFailure") when it could not be sent: a new
  // one can be asked for.
  Task<Result<identity::SignUpAnswer>> sign_up(identity::SignUpRequest request, Deadline deadline);
  // Answers the same whether or not somebody waits for a code.
  Task<Result<void>> resend_code(std::string email, Deadline deadline);

  // The account of whose access token this is, with everything kept of the person. When it fails half-way the account
  // still stands and it can be asked for again.
  Task<Result<void>> erase(std::string access_token, Deadline deadline);

  identity::UserPool& users() { return users_; }

 private:
  Task<Result<void>> mail_code(std::string email, std::string code, Deadline deadline);

  identity::UserPool& users_;
  notify::Mailer& mailer_;
  Forget forget_;
};

}  // namespace lumen::service
