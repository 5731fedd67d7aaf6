// SPDX-License-Identifier: Apache-2.0
#include "service/accounts.h"

#include <utility>

namespace lumen::service {

Task<Result<void>> Accounts::mail_code(std::string email, std::string code, Deadline deadline) {
  notify::Mail mail;
  mail.to = std::move(email);
  mail.subject = "Your Lumen confirmation code";
  mail.text = "Your confirmation code is " + code +
              "\n\nEnter it in the app within 24 hours. If you did not sign up, you can ignore this mail.\n";
  auto sent = co_await mailer_.send(std::move(mail), deadline);
  if (sent) co_return sent;
  co_return fail(unavailable("CodeDeliveryFailure",
                             "The confirmation code could not be sent. Please ask for a new one.",
                             sent.error().detail));
}

Task<Result<identity::SignUpAnswer>> Accounts::sign_up(identity::SignUpRequest request, Deadline deadline) {
  std::string email = request.email;
  auto answer = co_await users_.sign_up(std::move(request), deadline);
  if (!answer || answer->confirmed) co_return answer;
  std::string code = std::exchange(answer->code, "");
  auto sent = co_await mail_code(std::move(email), std::move(code), deadline);
  if (!sent) co_return fail(sent.error());
  co_return answer;
}

Task<Result<void>> Accounts::resend_code(std::string email, Deadline deadline) {
  auto code = co_await users_.new_confirmation_code(email, deadline);
  if (!code) co_return fail(code.error());
  if (code->empty()) co_return Result<void>();
  co_return co_await mail_code(std::move(email), std::move(*code), deadline);
}

Task<Result<void>> Accounts::erase(std::string access_token, Deadline deadline) {
  auto person = co_await users_.get_user(std::move(access_token), deadline);
  if (!person) co_return fail(person.error());
  auto forgotten = co_await forget_(person->user, deadline);
  if (!forgotten) co_return forgotten;
  co_return co_await users_.erase(person->user, deadline);
}

}  // namespace lumen::service
