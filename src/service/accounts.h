// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person's account: signing up with a mailed code, signing in and out. Thread-safe.

#include <string>

#include "identity/user_pool.h"
#include "notify/mailer.h"

namespace lumen::service {

class Accounts {
 public:
  Accounts(identity::UserPool& users, notify::Mailer& mailer) : users_(users), mailer_(mailer) {}

  // The code goes to the person by mail; `unavailable` ("CodeDeliveryFailure") when it could not be sent: a new
  // one can be asked for.
  Task<Result<identity::SignUpAnswer>> sign_up(identity::SignUpRequest request, Deadline deadline);
  // Answers the same whether or not somebody waits for a code.
  Task<Result<void>> resend_code(std::string email, Deadline deadline);

  identity::UserPool& users() { return users_; }

 private:
  Task<Result<void>> mail_code(std::string email, std::string code, Deadline deadline);

  identity::UserPool& users_;
  notify::Mailer& mailer_;
};

}  // namespace lumen::service
