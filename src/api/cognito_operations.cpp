// SPDX-License-Identifier: Apache-2.0
// The operations of the user pool that the app needs, request and answer as Cognito's model states them.
#include <utility>

#include "api/cognito_routes.h"

namespace lumen::api {
namespace {

Error missing(std::string_view name) {
  return invalid("InvalidParameter", "Missing required parameter " + std::string(name));
}

Error wrong_type(std::string_view name) {
  return invalid("Serialization", "The parameter " + std::string(name) + " has the wrong type.");
}

Result<std::string> required(const json::object& body, std::string_view name) {
  const json::value* value = body.if_contains(name);
  if (value == nullptr || value->is_null()) return fail(missing(name));
  const json::string* text = value->if_string();
  if (text == nullptr) return fail(wrong_type(name));
  if (text->empty()) return fail(missing(name));
  if (text->size() > 8'192)
    return fail(invalid("InvalidParameter", "The parameter " + std::string(name) + " is too long."));
  return std::string(*text);
}

Result<void> check_client(const json::object& body, const CognitoSettings& settings) {
  const auto client = required(body, "ClientId");
  if (!client) return fail(client.error());
  if (*client == settings.client_id) return {};
  return fail(invalid("ResourceNotFound", "User pool client " + client->substr(0, 128) + " does not exist."));
}

Result<std::map<std::string, std::string>> attributes_of(const json::object& body) {
  std::map<std::string, std::string> attributes;
  const json::value* given = body.if_contains("UserAttributes");
  if (given == nullptr || given->is_null()) return attributes;
  if (!given->is_array()) return fail(wrong_type("UserAttributes"));
  for (const json::value& one : given->get_array()) {
    const json::object* object = one.if_object();
    if (object == nullptr) return fail(wrong_type("UserAttributes"));
    auto name = required(*object, "Name");
    if (!name) return fail(name.error());
    const json::value* value = object->if_contains("Value");  // may be left out, and may be empty
    if (value != nullptr && !value->is_string() && !value->is_null()) return fail(wrong_type("Value"));
    attributes[*name] = get_string(*object, "Value").value_or("");
  }
  return attributes;
}

json::object tokens_to_json(const identity::Tokens& tokens) {
  json::object result{{"AccessToken", tokens.access_token},
                      {"IdToken", tokens.id_token},
                      {"ExpiresIn", tokens.expires_in_s},
                      {"TokenType", "Bearer"}};
  if (!tokens.refresh_token.empty()) result["RefreshToken"] = tokens.refresh_token;
  return {{"AuthenticationResult", std::move(result)}, {"ChallengeParameters", json::object()}};
}

json::object delivery_to(const std::string& email) {
  return {{"Destination", mask_email(email)}, {"DeliveryMedium", "EMAIL"}, {"AttributeName", "email"}};
}

Task<Result<json::object>> sign_up(service::Accounts& accounts, json::object body, Deadline deadline) {
  auto name = required(body, "Username");
  if (!name) co_return fail(name.error());
  auto password = required(body, "Password");
  if (!password) co_return fail(password.error());
  auto attributes = attributes_of(body);
  if (!attributes) co_return fail(attributes.error());
  identity::SignUpRequest request{*name, std::move(*password), std::move(*attributes)};
  auto answer = co_await accounts.sign_up(std::move(request), deadline);
  if (!answer) co_return fail(answer.error());
  json::object out{{"UserConfirmed", answer->confirmed}, {"UserSub", answer->user.text()}};
  if (!answer->confirmed) out["CodeDeliveryDetails"] = delivery_to(*name);
  co_return out;
}

Task<Result<json::object>> confirm_sign_up(service::Accounts& accounts, json::object body, Deadline deadline) {
  auto name = required(body, "Username");
  if (!name) co_return fail(name.error());
  auto code = required(body, "ConfirmationCode");
  if (!code) co_return fail(code.error());
  auto done = co_await accounts.users().confirm_sign_up(std::move(*name), std::move(*code), deadline);
  if (!done) co_return fail(done.error());
  co_return json::object();
}

Task<Result<json::object>> resend_code(service::Accounts& accounts, json::object body, Deadline deadline) {
  auto name = required(body, "Username");
  if (!name) co_return fail(name.error());
  auto done = co_await accounts.resend_code(*name, deadline);
  if (!done) co_return fail(done.error());
  co_return json::object{{"CodeDeliveryDetails", delivery_to(*name)}};
}

Task<Result<json::object>> initiate_auth(service::Accounts& accounts, json::object body, Deadline deadline) {
  auto flow = required(body, "AuthFlow");
  if (!flow) co_return fail(flow.error());
  const json::object none;
  const json::object* given = get_object(body, "AuthParameters");
  if (given == nullptr && body.contains("AuthParameters")) co_return fail(wrong_type("AuthParameters"));
  const json::object& parameters = given == nullptr ? none : *given;
  if (*flow == "USER_PASSWORD_AUTH") {
    auto name = required(parameters, "USERNAME");
    if (!name) co_return fail(name.error());
    auto password = required(parameters, "PASSWORD");
    if (!password) co_return fail(password.error());
    auto tokens = co_await accounts.users().sign_in(std::move(*name), std::move(*password), deadline);
    if (!tokens) co_return fail(tokens.error());
    co_return tokens_to_json(*tokens);
  }
  if (*flow == "REFRESH_TOKEN_AUTH" || *flow == "REFRESH_TOKEN") {
    auto token = required(parameters, "REFRESH_TOKEN");
    if (!token) co_return fail(token.error());
    auto tokens = co_await accounts.users().refresh(std::move(*token), deadline);
    if (!tokens) co_return fail(tokens.error());
    co_return tokens_to_json(*tokens);
  }
  co_return fail(invalid("InvalidParameter", flow->substr(0, 64) + " flow not enabled for this client. Use "
                                                                   "USER_PASSWORD_AUTH or REFRESH_TOKEN_AUTH."));
}

Task<Result<json::object>> get_user(service::Accounts& accounts, json::object body, Deadline deadline) {
  auto token = required(body, "AccessToken");
  if (!token) co_return fail(token.error());
  auto user = co_await accounts.users().get_user(std::move(*token), deadline);
  if (!user) co_return fail(user.error());
  json::array attributes{json::object{{"Name", "sub"}, {"Value", user->user.text()}},
                         json::object{{"Name", "email"}, {"Value", user->email}},
                         json::object{{"Name", "email_verified"}, {"Value", user->email_verified ? "true" : "false"}}};
  for (const auto& [name, value] : user->attributes) {
    if (name != "sub" && name != "email" && name != "email_verified") {
      attributes.push_back(json::object{{"Name", name}, {"Value", value}});
    }
  }
  co_return json::object{{"Username", user->user.text()}, {"UserAttributes", std::move(attributes)}};
}

Task<Result<json::object>> delete_user(service::Accounts& accounts, json::object body, Deadline deadline) {
  auto token = required(body, "AccessToken");
  if (!token) co_return fail(token.error());
  auto done = co_await accounts.erase(std::move(*token), deadline);
  if (!done) co_return fail(done.error());
  co_return json::object();
}

Task<Result<json::object>> revoke_token(service::Accounts& accounts, json::object body, Deadline deadline) {
  auto token = required(body, "Token");
  if (!token) co_return fail(token.error());
  auto done = co_await accounts.users().revoke(std::move(*token), deadline);
  if (!done) co_return fail(done.error());
  co_return json::object();
}

}  // namespace

std::string mask_email(std::string_view email) {
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 >= email.size()) return "***";
  return std::string(email.substr(0, 1)) + "***@" + std::string(email.substr(at + 1, 1)) + "***";
}

Task<Result<json::object>> run_cognito_operation(service::Accounts& accounts, const CognitoSettings& settings,
                                                 std::string operation, json::object body, Deadline deadline) {
  if (operation == "GetUser") co_return co_await get_user(accounts, std::move(body), deadline);
  if (operation == "DeleteUser") co_return co_await delete_user(accounts, std::move(body), deadline);
  using Operation = Task<Result<json::object>> (*)(service::Accounts&, json::object, Deadline);
  Operation run = nullptr;
  if (operation == "SignUp") run = sign_up;
  if (operation == "ConfirmSignUp") run = confirm_sign_up;
  if (operation == "ResendConfirmationCode") run = resend_code;
  if (operation == "InitiateAuth") run = initiate_auth;
  if (operation == "RevokeToken") run = revoke_token;
  if (run == nullptr) {
    co_return fail(
        invalid("UnknownOperation", "This user pool does not offer the operation " + operation.substr(0, 64) + "."));
  }
  if (auto known = check_client(body, settings); !known) co_return fail(known.error());
  co_return co_await run(accounts, std::move(body), deadline);
}

}  // namespace lumen::api
