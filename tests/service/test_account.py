# SPDX-License-Identifier: Apache-2.0
"""Leaving for good: everything of a person goes."""
import json
import pathlib
import time

from lumen_server import PASSWORD, Client, Server, add_user, cognito

EMAIL = "leaving@example.org"


def sign_in(server):
    answer = cognito(server, "InitiateAuth", {"ClientId": "lumen-app", "AuthFlow": "USER_PASSWORD_AUTH",
                                              "AuthParameters": {"USERNAME": EMAIL, "PASSWORD": PASSWORD}})
    return answer


def photos_in(data):
    return [one for one in pathlib.Path(data, "photos").rglob("*") if one.is_file()]


def test_an_account_goes_with_everything_in_it(data, face):
    with Server(data) as server:
        add_user(data, EMAIL)
        tokens = sign_in(server).json()["AuthenticationResult"]
        client = Client(server, tokens["IdToken"])
        ids = [client.upload(face) for _ in range(3)]
        for one in ids:
            client.wait_for(one)
        asked = client.call("POST", f"/analysis/{ids[0]}/chat", headers={"Content-Type": "application/json"},
                            data=json.dumps({"message": "What does my result mean?"}).encode())
        assert asked.status_code == 200
        waiting = client.start_upload()
        assert len(photos_in(data)) == 3

        gone = cognito(server, "DeleteUser", {"AccessToken": tokens["AccessToken"]})
        assert gone.status_code == 200 and gone.json() == {}
        assert sign_in(server).json()["__type"] == "NotAuthorizedException"
        refresh = cognito(server, "InitiateAuth", {"ClientId": "lumen-app", "AuthFlow": "REFRESH_TOKEN_AUTH",
                                                   "AuthParameters": {"REFRESH_TOKEN": tokens["RefreshToken"]}})
        assert refresh.json()["__type"] == "NotAuthorizedException"
        for one in [*ids, waiting["analysis_id"]]:
            assert client.get(f"/analysis/{one}?wait=0").status_code == 403
        assert client.get("/history").json()["analyses"] == []
        until = time.monotonic() + 30
        while photos_in(data) and time.monotonic() < until:
            time.sleep(0.1)
        assert photos_in(data) == []

        again = cognito(server, "DeleteUser", {"AccessToken": tokens["AccessToken"]})
        assert again.status_code == 400 and again.json()["__type"] == "NotAuthorizedException"
        add_user(data, EMAIL)
        newcomer = Client(server, sign_in(server).json()["AuthenticationResult"]["IdToken"])
        assert newcomer.get("/history").json()["analyses"] == []


def test_only_the_access_token_of_the_person_deletes(data):
    with Server(data) as server:
        add_user(data, EMAIL)
        tokens = sign_in(server).json()["AuthenticationResult"]
        for token in [tokens["IdToken"], tokens["RefreshToken"], "x", tokens["AccessToken"][:-4] + "AAAA"]:
            refused = cognito(server, "DeleteUser", {"AccessToken": token})
            assert refused.status_code == 400 and refused.json()["__type"] == "NotAuthorizedException"
        assert sign_in(server).status_code == 200
