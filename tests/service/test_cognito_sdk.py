# SPDX-License-Identifier: Apache-2.0
"""Debian's unmodified boto3 and PyJWT against the user pool: sign-up to revocation, and keys by discovery."""
import boto3
import botocore
import jwt
import pytest
import requests
from botocore.config import Config

from lumen_server import Client, lumen

CLIENT_ID = "lumen-app"
PASSWORD = "Correct-Horse-8"


@pytest.fixture
def pool(shared_server, monkeypatch):
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return boto3.client("cognito-idp", endpoint_url=shared_server.address, region_name="us-west-2",
                        config=Config(signature_version=botocore.UNSIGNED, retries={"max_attempts": 1}))


def sign_up(pool, email, **more):
    return pool.sign_up(ClientId=CLIENT_ID, Username=email, Password=PASSWORD,
                        UserAttributes=[{"Name": "email", "Value": email}], **more)


def code_for(server, email):
    return lumen("user", "code", email, "--data", server.data).stdout.strip()


def sign_in(pool, email, password=PASSWORD):
    return pool.initiate_auth(ClientId=CLIENT_ID, AuthFlow="USER_PASSWORD_AUTH",
                              AuthParameters={"USERNAME": email, "PASSWORD": password})


def refresh(pool, token):
    return pool.initiate_auth(ClientId=CLIENT_ID, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": token})


def confirmed(pool, server, email):
    sign_up(pool, email)
    pool.confirm_sign_up(ClientId=CLIENT_ID, Username=email, ConfirmationCode=code_for(server, email))
    return sign_in(pool, email)["AuthenticationResult"]


def test_from_sign_up_to_revocation(pool, shared_server):
    email = "sdk.person@example.org"
    answer = sign_up(pool, email)
    assert answer["UserConfirmed"] is False
    assert answer["CodeDeliveryDetails"] == {"Destination": "s***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}
    assert answer["ResponseMetadata"]["RequestId"]
    with pytest.raises(pool.exceptions.UserNotConfirmedException):
        sign_in(pool, email)
    first = code_for(shared_server, email)
    assert pool.resend_confirmation_code(ClientId=CLIENT_ID, Username=email)["CodeDeliveryDetails"]["DeliveryMedium"] == "EMAIL"
    second = code_for(shared_server, email)
    if first != second:
        with pytest.raises(pool.exceptions.CodeMismatchException):
            pool.confirm_sign_up(ClientId=CLIENT_ID, Username=email, ConfirmationCode=first)
    pool.confirm_sign_up(ClientId=CLIENT_ID, Username=email, ConfirmationCode=second)

    signed_in = sign_in(pool, email)
    tokens = signed_in["AuthenticationResult"]
    assert tokens["TokenType"] == "Bearer" and tokens["ExpiresIn"] == 3600
    assert signed_in["ChallengeParameters"] == {} and "ChallengeName" not in signed_in
    me = pool.get_user(AccessToken=tokens["AccessToken"])
    assert me["Username"] == answer["UserSub"]
    attributes = {one["Name"]: one["Value"] for one in me["UserAttributes"]}
    assert attributes == {"sub": answer["UserSub"], "email": email, "email_verified": "true"}
    assert Client(shared_server, tokens["IdToken"]).get("/history").status_code == 200
    assert Client(shared_server, tokens["AccessToken"]).get("/history").status_code == 401

    fresh = refresh(pool, tokens["RefreshToken"])["AuthenticationResult"]
    assert "RefreshToken" not in fresh
    assert Client(shared_server, fresh["IdToken"], prefix="").get("/history").status_code == 200
    pool.revoke_token(ClientId=CLIENT_ID, Token=tokens["RefreshToken"])
    for dead in (lambda: refresh(pool, tokens["RefreshToken"]), lambda: pool.get_user(AccessToken=fresh["AccessToken"])):
        with pytest.raises(pool.exceptions.NotAuthorizedException):
            dead()


def test_errors_reach_the_sdk_as_its_own_exceptions(pool, shared_server):
    email = "sdk.errors@example.org"
    confirmed(pool, shared_server, email)
    errors = pool.exceptions
    with pytest.raises(errors.UsernameExistsException):
        sign_up(pool, email)
    with pytest.raises(errors.InvalidPasswordException) as weak:
        pool.sign_up(ClientId=CLIENT_ID, Username="sdk.weak@example.org", Password="password")
    assert weak.value.response["Error"]["Message"] == "Password did not conform with policy: Password must have uppercase characters"
    assert weak.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    with pytest.raises(errors.NotAuthorizedException) as wrong:
        sign_in(pool, email, "Wrong-Horse-1")
    with pytest.raises(errors.NotAuthorizedException) as nobody:
        sign_in(pool, "sdk.nobody@example.org", "Wrong-Horse-1")
    assert wrong.value.response["Error"] == nobody.value.response["Error"]
    with pytest.raises(errors.ResourceNotFoundException):
        pool.sign_up(ClientId="another", Username="sdk.other@example.org", Password=PASSWORD)
    with pytest.raises(errors.InvalidParameterException):
        pool.initiate_auth(ClientId=CLIENT_ID, AuthFlow="USER_SRP_AUTH", AuthParameters={"USERNAME": email, "SRP_A": "1"})
    with pytest.raises(errors.InvalidParameterException):
        sign_up(pool, "not an address")
    with pytest.raises(botocore.exceptions.ClientError) as unknown:
        pool.global_sign_out(AccessToken="x")
    assert unknown.value.response["Error"]["Code"] == "UnknownOperationException"


def test_tokens_verify_with_the_published_keys(pool, shared_server):
    tokens = confirmed(pool, shared_server, "sdk.keys@example.org")
    claimed = jwt.decode(tokens["IdToken"], options={"verify_signature": False})
    pool_id = claimed["iss"].rsplit("/", 1)[1]
    discovery = requests.get(f"{shared_server.address}/{pool_id}/.well-known/openid-configuration", timeout=10).json()
    assert discovery["issuer"] == claimed["iss"]
    keys = jwt.PyJWKClient(f"{shared_server.address}/{pool_id}/.well-known/jwks.json")
    identity = jwt.decode(tokens["IdToken"], keys.get_signing_key_from_jwt(tokens["IdToken"]).key, algorithms=["RS256"],
                          audience=CLIENT_ID, issuer=discovery["issuer"])
    assert identity["token_use"] == "id" and identity["email"] == "sdk.keys@example.org"
    access = jwt.decode(tokens["AccessToken"], keys.get_signing_key_from_jwt(tokens["AccessToken"]).key, algorithms=["RS256"],
                        issuer=discovery["issuer"])
    assert access["token_use"] == "access" and access["client_id"] == CLIENT_ID and "aud" not in access
    assert access["sub"] == identity["sub"] == identity["cognito:username"]
