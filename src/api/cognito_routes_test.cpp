// SPDX-License-Identifier: Apache-2.0
#include "api/cognito_routes.h"

#include <gtest/gtest.h>

#include "api/test_gate.h"
#include "identity/test_keys.h"
#include "identity/user_pool_embedded.h"
#include "tests/support/run_task.h"
#include "tests/support/temp_folder.h"

namespace lumen::api {
namespace {

// Keeps what it was given, or fails.
class KeepingMailer final : public notify::Mailer {
 public:
  std::string describe() const override { return "kept"; }
  Task<Result<void>> send(notify::Mail mail, Deadline) override {
    if (broken) co_return fail(unavailable("mail_failed", "No mail today.", "relay down"));
    mails.push_back(std::move(mail));
    co_return Result<void>();
  }
  std::vector<notify::Mail> mails;
  bool broken = false;
};

std::string first_code(const std::string& text) {
  for (std::size_t i = 0; i + 6 <= text.size(); ++i) {
    if (text.substr(i, 6).find_first_not_of("0123456789") == std::string::npos) return text.substr(i, 6);
  }
  return "";
}

class CognitoRoutesTest : public ::testing::Test {
 protected:
  Task<Result<void>> forget(UserId person) {
    forgotten_.push_back(std::move(person));
    if (forgetting_fails_) co_return fail(unavailable("storage_busy", "Busy."));
    co_return Result<void>();
  }

  static constexpr const char* ann = "ann@example.org";
  static constexpr const char* password = "Correct-horse-1";

  void SetUp() override {
    database_ = std::move(store::Database::open(folder_.path() / "lumen.db", null_metrics()).value());
    ASSERT_TRUE(store::SubjectKeys::migrate(*database_));
    subjects_ = std::make_unique<store::SubjectKeys>(*database_, SecretKey::generate(random_), random_);
    const identity::UserPoolParts parts{*database_, *subjects_, identity::test_keys(), blocking_, clock_, random_};
    identity::PoolSettings pool;
    pool.pool_id = "us-west-2_Test";
    pool.issuer = "http://localhost/us-west-2_Test";
    users_ = std::move(identity::UserPoolEmbedded::open(parts, SecretKey::generate(random_), pool).value());
    accounts_ = std::make_unique<service::Accounts>(
        *users_, mailer_, [this](UserId person, Deadline) { return forget(std::move(person)); });
    CognitoSettings settings{"lumen-app", "us-west-2_Test", pool.issuer, {}};
    settings.server_url = [](const RequestHead& head) -> Result<std::string> {
      const auto host = head.headers.find("Host");
      if (!host) return fail(invalid("unknown_host", "x"));
      return "http://" + std::string(*host);
    };
    Router router;
    add_cognito_routes(router, *accounts_, settings);
    gate_ = std::make_unique<TestGate>(std::move(router), clock_);
  }

  Response post(const std::string& operation, const std::string& body) {
    RequestHead head;
    head.method = "POST";
    head.target = "/";
    head.headers.add("Content-Type", "application/x-amz-json-1.1");
    if (!operation.empty()) head.headers.add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
    head.content_length = body.size();
    return test::run(gate_->send(std::move(head), body));
  }
  Response call(const std::string& operation, const json::object& body) {
    return post(operation, json::serialize(body));
  }
  Response get(const std::string& path, const std::string& host = "") {
    RequestHead head;
    head.method = "GET";
    head.target = path;
    if (!host.empty()) head.headers.add("Host", host);
    return test::run(gate_->send(std::move(head), ""));
  }
  static json::object json_of(const Response& response) {
    auto value = parse_json(body_of(response));
    return value && value->is_object() ? value->get_object() : json::object();
  }
  static json::object name_and_password(const std::string& with = password) {
    return {{"ClientId", "lumen-app"}, {"Username", ann}, {"Password", with}};
  }
  Response sign_in(const std::string& with = password) {
    return call("InitiateAuth", {{"ClientId", "lumen-app"},
                                 {"AuthFlow", "USER_PASSWORD_AUTH"},
                                 {"AuthParameters", {{"USERNAME", ann}, {"PASSWORD", with}}}});
  }
  json::object add_ann() {
    EXPECT_TRUE(test::run(users_->add_confirmed(ann, password, Deadline::never())));
    return json_of(sign_in()).at("AuthenticationResult").as_object();
  }
  void expect_error(const Response& response, const std::string& type, const std::string& message = "") {
    EXPECT_EQ(response.status, type == "InternalErrorException" ? 500 : 400) << body_of(response);
    const json::object body = json_of(response);
    EXPECT_EQ(get_string(body, "__type"), type);
    EXPECT_EQ(body.size(), 2U);
    EXPECT_EQ(get_string(body, "message"), message.empty() ? get_string(body, "message") : message);
    EXPECT_EQ(header_of(response, "x-amzn-ErrorType"), type + ":");
    EXPECT_EQ(header_of(response, "x-amzn-ErrorMessage"), get_string(body, "message"));
    EXPECT_EQ(header_of(response, "Content-Type"), "application/x-amz-json-1.1");
    EXPECT_EQ(header_of(response, "x-amzn-RequestId"), "request-1");
    EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "*");
  }

  test::TempFolder folder_;
  SystemRandom random_;
  ManualClock clock_{1'800'000'000'000};
  BlockingPool blocking_{2, 16};
  KeepingMailer mailer_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::SubjectKeys> subjects_;
  std::unique_ptr<identity::UserPoolEmbedded> users_;
  std::unique_ptr<service::Accounts> accounts_;
  std::unique_ptr<TestGate> gate_;
  std::vector<UserId> forgotten_;
  bool forgetting_fails_ = false;
};

TEST_F(CognitoRoutesTest, DeletingAUserForgetsThePersonFirst) {
  const json::object tokens = add_ann();
  const json::object request{{"AccessToken", tokens.at("AccessToken")}};
  forgetting_fails_ = true;
  EXPECT_NE(call("DeleteUser", request).status, 200);
  EXPECT_EQ(sign_in().status, 200) << "the account stands, so that it can be tried again";
  forgetting_fails_ = false;
  const Response deleted = call("DeleteUser", request);
  EXPECT_EQ(deleted.status, 200) << body_of(deleted);
  EXPECT_EQ(body_of(deleted), "{}");
  ASSERT_EQ(forgotten_.size(), 2U);
  EXPECT_EQ(forgotten_[0], forgotten_[1]);
  expect_error(sign_in(), "NotAuthorizedException");
  expect_error(call("GetUser", request), "NotAuthorizedException");
  expect_error(call("DeleteUser", request), "NotAuthorizedException");
  expect_error(call("DeleteUser", {}), "InvalidParameterException");
}

TEST_F(CognitoRoutesTest, SignUpConfirmSignInRefreshRevoke) {
  json::object sign_up = name_and_password();
  sign_up["UserAttributes"] = {{{"Name", "email"}, {"Value", ann}}, {{"Name", "name"}, {"Value", "Ann"}}};
  const Response signed_up = call("SignUp", sign_up);
  EXPECT_EQ(signed_up.status, 200) << body_of(signed_up);
  EXPECT_EQ(header_of(signed_up, "Content-Type"), "application/x-amz-json-1.1");
  const json::object delivery{{"Destination", "a***@e***"}, {"DeliveryMedium", "EMAIL"}, {"AttributeName", "email"}};
  const json::object answer = json_of(signed_up);
  EXPECT_EQ(answer.at("UserConfirmed"), json::value(false));
  EXPECT_EQ(answer.at("CodeDeliveryDetails"), json::value(delivery));
  ASSERT_EQ(mailer_.mails.size(), 1U);
  EXPECT_EQ(mailer_.mails[0].to, ann);
  const std::string code = first_code(mailer_.mails[0].text);
  ASSERT_EQ(code.size(), 6U);
  EXPECT_EQ(body_of(signed_up).find(code), std::string::npos);

  expect_error(sign_in(), "UserNotConfirmedException", "User is not confirmed.");
  const Response confirmed =
      call("ConfirmSignUp", {{"ClientId", "lumen-app"}, {"Username", ann}, {"ConfirmationCode", code}});
  EXPECT_EQ(body_of(confirmed), "{}");

  const Response signed_in = sign_in();
  EXPECT_EQ(signed_in.status, 200);
  EXPECT_EQ(header_of(signed_in, "Cache-Control"), "no-store");
  const json::object tokens = json_of(signed_in);
  EXPECT_EQ(tokens.at("ChallengeParameters"), json::value(json::object()));
  const json::object& result = tokens.at("AuthenticationResult").as_object();
  EXPECT_EQ(result.at("TokenType"), json::value("Bearer"));
  EXPECT_EQ(get_integer(result, "ExpiresIn"), 3'600);
  for (const char* name : {"AccessToken", "IdToken", "RefreshToken"})
    EXPECT_FALSE(get_string(result, name)->empty()) << name;

  const json::object me = json_of(call("GetUser", {{"AccessToken", result.at("AccessToken")}}));
  EXPECT_EQ(me.at("Username"), answer.at("UserSub"));
  const std::string attributes = json::serialize(me.at("UserAttributes"));
  for (const char* part :
       {R"({"Name":"email_verified","Value":"true"})", R"({"Name":"email","Value":"ann@example.org"})",
        R"({"Name":"name","Value":"Ann"})", R"({"Name":"sub",)"}) {
    EXPECT_NE(attributes.find(part), std::string::npos) << part;
  }

  for (const char* flow : {"REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}) {
    const json::object fresh =
        json_of(call("InitiateAuth", {{"ClientId", "lumen-app"},
                                      {"AuthFlow", flow},
                                      {"AuthParameters", {{"REFRESH_TOKEN", result.at("RefreshToken")}}}}));
    EXPECT_FALSE(fresh.at("AuthenticationResult").as_object().contains("RefreshToken"));
    EXPECT_TRUE(fresh.at("AuthenticationResult").as_object().contains("IdToken"));
  }
  EXPECT_EQ(body_of(call("RevokeToken", {{"ClientId", "lumen-app"}, {"Token", result.at("RefreshToken")}})), "{}");
  expect_error(call("InitiateAuth", {{"ClientId", "lumen-app"},
                                     {"AuthFlow", "REFRESH_TOKEN_AUTH"},
                                     {"AuthParameters", {{"REFRESH_TOKEN", result.at("RefreshToken")}}}}),
               "NotAuthorizedException", "Refresh Token has been revoked");
  expect_error(call("GetUser", {{"AccessToken", result.at("AccessToken")}}), "NotAuthorizedException",
               "Access Token has been revoked");
}

TEST_F(CognitoRoutesTest, ErrorsOfThePool) {
  const json::object tokens = add_ann();
  expect_error(sign_in("Wrong-horse-1"), "NotAuthorizedException", "Incorrect username or password.");
  expect_error(call("SignUp", name_and_password()), "UsernameExistsException");
  json::object weak = name_and_password("short");
  weak["Username"] = "bob@example.org";
  expect_error(call("SignUp", weak), "InvalidPasswordException",
               "Password did not conform with policy: Password not long enough");
  expect_error(
      call("ConfirmSignUp", {{"ClientId", "lumen-app"}, {"Username", "x@y.z"}, {"ConfirmationCode", "123456"}}),
      "CodeMismatchException", "Invalid verification code provided, please try again.");
  expect_error(call("RevokeToken", {{"ClientId", "lumen-app"}, {"Token", tokens.at("AccessToken")}}),
               "UnsupportedTokenTypeException");
  expect_error(call("GetUser", {{"AccessToken", "x"}}), "NotAuthorizedException", "Invalid Access Token");
  for (int i = 0; i < 5; ++i) sign_in("Wrong-horse-1");
  expect_error(sign_in(), "NotAuthorizedException", "Password attempts exceeded");
}

TEST_F(CognitoRoutesTest, ResendTellsNobodyWhetherThereIsAnAccount) {
  ASSERT_EQ(call("SignUp", name_and_password()).status, 200);
  const auto resend = [&](const char* name) {
    return body_of(call("ResendConfirmationCode", {{"ClientId", "lumen-app"}, {"Username", name}}));
  };
  const std::string known = resend(ann);
  EXPECT_EQ(known, resend("andy@elsewhere.org"));
  EXPECT_EQ(known,
            R"({"CodeDeliveryDetails":{"Destination":"a***@e***","DeliveryMedium":"EMAIL","AttributeName":"email"}})");
  EXPECT_EQ(mailer_.mails.size(), 2U);
  EXPECT_NE(mailer_.mails[0].text, mailer_.mails[1].text);
}

TEST_F(CognitoRoutesTest, ACodeThatCannotBeMailedIsSaidAndCanBeAskedForAgain) {
  mailer_.broken = true;
  const Response failed = call("SignUp", name_and_password());
  expect_error(failed, "CodeDeliveryFailureException");
  EXPECT_EQ(body_of(failed).find("relay"), std::string::npos);
  mailer_.broken = false;
  EXPECT_EQ(call("ResendConfirmationCode", {{"ClientId", "lumen-app"}, {"Username", ann}}).status, 200);
  const std::string code = first_code(mailer_.mails.at(0).text);
  EXPECT_EQ(call("ConfirmSignUp", {{"ClientId", "lumen-app"}, {"Username", ann}, {"ConfirmationCode", code}}).status,
            200);
}

TEST_F(CognitoRoutesTest, AnUnknownClientIsRefusedFirst) {
  for (const char* operation : {"SignUp", "ConfirmSignUp", "ResendConfirmationCode", "InitiateAuth", "RevokeToken"}) {
    expect_error(call(operation, {{"ClientId", "other"}}), "ResourceNotFoundException",
                 "User pool client other does not exist.");
    expect_error(call(operation, {}), "InvalidParameterException", "Missing required parameter ClientId");
    expect_error(call(operation, {{"ClientId", 7}}), "SerializationException");
  }
}

TEST_F(CognitoRoutesTest, ParametersThatAreMissingOrOfAnotherType) {
  const json::object client{{"ClientId", "lumen-app"}};
  for (const auto& [operation, name] :
       std::vector<std::pair<const char*, const char*>>{{"SignUp", "Username"},
                                                        {"ConfirmSignUp", "Username"},
                                                        {"ResendConfirmationCode", "Username"},
                                                        {"InitiateAuth", "AuthFlow"},
                                                        {"RevokeToken", "Token"},
                                                        {"GetUser", "AccessToken"}}) {
    expect_error(call(operation, client), "InvalidParameterException",
                 std::string("Missing required parameter ") + name);
    json::object wrong = client;
    wrong[name] = json::array();
    expect_error(call(operation, wrong), "SerializationException");
    wrong[name] = nullptr;
    expect_error(call(operation, wrong), "InvalidParameterException");
    wrong[name] = json::string(8'193, 'x');
    expect_error(call(operation, wrong), "InvalidParameterException");
  }
  json::object attributes = name_and_password();
  for (const json::value& bad :
       {json::value("x"), json::value(json::array{1}), json::value(json::array{json::object()}),
        json::value(json::array{json::object{{"Name", "name"}, {"Value", 7}}}),
        json::value(json::array{json::object{{"Name", "sub"}, {"Value", "x"}}})}) {
    attributes["UserAttributes"] = bad;
    EXPECT_EQ(call("SignUp", attributes).status, 400) << json::serialize(bad);
  }
  EXPECT_TRUE(mailer_.mails.empty());
}

TEST_F(CognitoRoutesTest, OtherFlowsAreNotEnabled) {
  for (const char* flow : {"USER_SRP_AUTH", "CUSTOM_AUTH", "NONSENSE"}) {
    const Response refused = call("InitiateAuth", {{"ClientId", "lumen-app"}, {"AuthFlow", flow}});
    expect_error(refused, "InvalidParameterException");
    EXPECT_TRUE(
        get_string(json_of(refused), "message")->starts_with(std::string(flow) + " flow not enabled for this client."));
  }
  expect_error(call("InitiateAuth", {{"ClientId", "lumen-app"}, {"AuthFlow", "USER_PASSWORD_AUTH"}}),
               "InvalidParameterException", "Missing required parameter USERNAME");
  expect_error(
      call("InitiateAuth", {{"ClientId", "lumen-app"}, {"AuthFlow", "USER_PASSWORD_AUTH"}, {"AuthParameters", "x"}}),
      "SerializationException");
}

TEST_F(CognitoRoutesTest, OtherOperationsAndBodies) {
  expect_error(call("AdminDeleteUser", {}), "UnknownOperationException");
  expect_error(post("", "{}"), "UnknownOperationException");
  for (const char* body : {"", "{", "[]", "null", "{} x", "\xff"})
    expect_error(post("SignUp", body), "SerializationException");
  std::string deep(200, '[');
  expect_error(post("SignUp", R"({"a":)" + deep + std::string(200, ']') + "}"), "SerializationException");
  const std::string longest = R"({"ClientId":")" + std::string(64 * 1024 - 15, 'x') + R"("})";
  ASSERT_EQ(longest.size(), 64U * 1024);
  expect_error(post("SignUp", longest), "InvalidParameterException");
  EXPECT_TRUE(gate_->body_was_read());
  expect_error(post("SignUp", longest + " "), "InvalidParameterException");
  EXPECT_FALSE(gate_->body_was_read());
}

TEST_F(CognitoRoutesTest, KeysAndDiscovery) {
  const Response jwks = get("/us-west-2_Test/.well-known/jwks.json");
  EXPECT_EQ(jwks.status, 200);
  EXPECT_EQ(header_of(jwks, "Content-Type"), "application/json");
  EXPECT_EQ(body_of(jwks), identity::test_keys().jwks());
  const json::object discovery = json_of(get("/us-west-2_Test/.well-known/openid-configuration", "localhost:8080"));
  EXPECT_EQ(get_string(discovery, "issuer"), "http://localhost/us-west-2_Test");
  EXPECT_EQ(get_string(discovery, "jwks_uri"), "http://localhost:8080/us-west-2_Test/.well-known/jwks.json");
  const json::object unknown_host = json_of(get("/us-west-2_Test/.well-known/openid-configuration"));
  EXPECT_EQ(get_string(unknown_host, "jwks_uri"), "http://localhost/us-west-2_Test/.well-known/jwks.json");
  EXPECT_EQ(get("/us-west-2_Other/.well-known/jwks.json").status, 404);
}

TEST_F(CognitoRoutesTest, BrowsersMaySendTheHeadersOfTheirSdk) {
  RequestHead head;
  head.method = "OPTIONS";
  head.target = "/";
  head.headers.add("Origin", "https://app.example");
  head.headers.add("Access-Control-Request-Method", "POST");
  head.headers.add("Access-Control-Request-Headers", "amz-sdk-request,X-Amz-Target,x-amz-user-agent");
  const Response response = test::run(gate_->send(head, ""));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Headers"), "amz-sdk-request,x-amz-target,x-amz-user-agent");
}

TEST(CognitoProblem, ErrorsThatAreNotCognitos) {
  RequestHead head;
  const auto type = [&](const Error& error) {
    const Response response = cognito_problem(error, head);
    return std::to_string(response.status) + " " + header_of(response, "x-amzn-ErrorType");
  };
  EXPECT_EQ(type(unavailable("busy", "x")), "400 TooManyRequestsException:");
  EXPECT_EQ(type(make_error(ErrorKind::throttled, "throttled", "x")), "400 TooManyRequestsException:");
  EXPECT_EQ(type(unavailable("storage_full", "x")), "500 InternalErrorException:");
  EXPECT_EQ(type(make_error(ErrorKind::timed_out, "timed_out", "x")), "500 InternalErrorException:");
  EXPECT_EQ(type(internal("secret")), "500 InternalErrorException:");
  EXPECT_EQ(body_of(cognito_problem(internal("secret"), head)).find("secret"), std::string::npos);
  EXPECT_EQ(header_of(cognito_problem(invalid("X", "a\r\nb\xc3\xa4"), head), "x-amzn-ErrorMessage"), "a??b??");
}

TEST(MaskEmail, Table) {
  EXPECT_EQ(mask_email("jane@example.org"), "j***@e***");
  EXPECT_EQ(mask_email("j@e"), "j***@e***");
  for (const char* odd : {"", "@", "jane", "@example.org", "jane@"}) EXPECT_EQ(mask_email(odd), "***") << odd;
}

}  // namespace
}  // namespace lumen::api
