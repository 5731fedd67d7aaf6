// SPDX-License-Identifier: Apache-2.0
#pragma once
// The user pool's errors: Cognito's exception name without the suffix, and Cognito's message.

#include "base/error.h"

namespace lumen::identity {

inline Error not_authorized(std::string message, std::string detail = {}) {
  return make_error(ErrorKind::unauthenticated, "NotAuthorized", std::move(message), std::move(detail));
}
// One text for a wrong password and for nobody of that name.
inline Error wrong_name_or_password() { return not_authorized("Incorrect username or password."); }

inline Error invalid_parameter(std::string message) { return invalid("InvalidParameter", std::move(message)); }

inline Error username_exists() {
  return make_error(ErrorKind::conflict, "UsernameExists", "An account with the given email already exists.");
}
inline Error user_not_confirmed() {
  return make_error(ErrorKind::forbidden, "UserNotConfirmed", "User is not confirmed.");
}
inline Error code_mismatch() {
  return invalid("CodeMismatch", "Invalid verification code provided, please try again.");
}
inline Error expired_code() { return invalid("ExpiredCode", "Invalid code provided, please request a code again."); }
inline Error limit_exceeded() {
  return make_error(ErrorKind::throttled, "LimitExceeded", "Attempt limit exceeded, please try after some time.");
}

}  // namespace lumen::identity
