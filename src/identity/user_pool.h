// SPDX-License-Identifier: Apache-2.0
#pragma once
// Port: the user pool, with Cognito's words. Errors carry Cognito's exception name as `code` without the
// suffix ("NotAuthorized", "UsernameExists", "CodeMismatch", "UserNotConfirmed", …) and Cognito's message as
// the public text; api/cognito turns them into the wire form. Passwords are checked off the event loop.
// Whether an e-mail has an account is not told by sign-in, neither by words nor by time. Thread-safe.

#include <map>
#include <string>
#include <vector>

#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/ids.h"

namespace lumen::identity {

struct SignUpRequest {
  std::string email;
  std::string password;
  std::map<std::string, std::string> attributes;
};

struct SignUpAnswer {
  UserId user;
  bool confirmed = false;
  std::string code;  // to be mailed to the person, never answered to the caller; "" when confirmed
};

struct Tokens {
  std::string id_token;
  std::string access_token;
  std::string refresh_token;  // "" after a refresh
  int expires_in_s = 3600;
};

struct UserAttributes {
  UserId user;
  std::string email;
  bool email_verified = false;
  std::map<std::string, std::string> attributes;
};

class UserPool {
 public:
  virtual ~UserPool() = default;
  virtual std::string describe() const = 0;

  virtual Task<Result<SignUpAnswer>> sign_up(SignUpRequest request, Deadline deadline) = 0;
  virtual Task<Result<void>> confirm_sign_up(std::string email, std::string code, Deadline deadline) = 0;
  // A fresh code for an unconfirmed person, to be mailed; "" when there is nobody to confirm.
  virtual Task<Result<std::string>> new_confirmation_code(std::string email, Deadline deadline) = 0;
  virtual Task<Result<Tokens>> sign_in(std::string email, std::string password, Deadline deadline) = 0;
  virtual Task<Result<Tokens>> refresh(std::string refresh_token, Deadline deadline) = 0;
  virtual Task<Result<UserAttributes>> get_user(std::string access_token, Deadline deadline) = 0;
  virtual Task<Result<void>> revoke(std::string refresh_token, Deadline deadline) = 0;

  // The account is gone for good: its sign-ins, its attributes, and the key that everything sealed for this person needs.
  // Repeatable. An id token that was given out before holds until its hour is over.
  virtual Task<Result<void>> erase(UserId user, Deadline deadline) = 0;

  // For the operator: a confirmed person with this password.
  virtual Task<Result<UserId>> add_confirmed(std::string email, std::string password, Deadline deadline) = 0;

  // The public keys as a JWKS document.
  virtual std::string jwks() const = 0;
  // e.g. "us-west-2_Lumen0001"; the path of its discovery documents.
  virtual std::string pool_id() const = 0;
};

}  // namespace lumen::identity
