# SPDX-License-Identifier: Apache-2.0
"""The app's flow over HTTP: sign in, upload URL, PUT, poll, products, history, delete."""
import hashlib
import json
import threading
import time

import pytest
import requests

import photos
from lumen_server import Client, cognito, new_client, sign_in

LABELS = ["acne", "hormonal_acne", "blackheads", "whiteheads", "dark_spots", "dark_circles", "eye_bags", "pores",
          "wrinkles", "dry_skin", "oily_skin", "skin_redness", "healthy"]
PRODUCT_TYPES = {"product_id": str, "name": str, "brand": str, "description": str, "price_range": str,
                 "amazon_url": str, "rating": (int, float), "review_count": int}


def check_product(product):
    for name, kind in PRODUCT_TYPES.items():
        assert isinstance(product[name], kind), (name, product)
        assert not (kind is int and isinstance(product[name], bool))


def check_completed(analysis):
    assert analysis["status"] == "completed", analysis
    assert analysis["stage"] == "done"
    assert isinstance(analysis["timestamp"], int) and abs(analysis["timestamp"] - time.time()) < 600
    prediction = analysis["prediction"]
    assert prediction["condition"] in LABELS
    assert 0 <= prediction["confidence"] <= 1
    assert sorted(prediction["all_conditions"]) == sorted(LABELS)
    enhanced = analysis["enhanced_analysis"]
    assert enhanced["summary"] and enhanced["recommendations"] and enhanced["care_instructions"]
    assert enhanced["severity"] in ("none", "mild", "moderate", "severe")
    assert enhanced["when_to_see_a_doctor"]
    for product in analysis["products"]:
        check_product(product)
    assert analysis["products"]


@pytest.mark.parametrize("prefix", ["Bearer ", "bearer ", ""])
def test_the_whole_flow(shared_server, face, prefix):
    client = new_client(shared_server, f"flow-{prefix.encode().hex()}@example.org", prefix)
    permit = client.start_upload()
    assert permit["message"]
    assert permit["upload_url"].startswith(shared_server.address + "/")
    waiting = client.get(f"/analysis/{permit['analysis_id']}?wait=0").json()
    assert (waiting["status"], waiting["stage"]) == ("pending", "awaiting_upload")
    assert "prediction" not in waiting and "enhanced_analysis" not in waiting

    put = client.put(permit, face, **{"Content-Type": "image/jpeg"})
    assert put.status_code == 200 and put.content == b""
    assert put.headers["ETag"] == '"' + hashlib.md5(face).hexdigest() + '"'
    analysis = client.wait_for(permit["analysis_id"])
    check_completed(analysis)

    found = client.get("/products/recommendations", params={"condition": analysis["prediction"]["condition"]}).json()
    assert len(found["products"]) == 5 and found["explanation"]
    history = client.get("/history").json()
    assert [one["analysis_id"] for one in history["analyses"]] == [permit["analysis_id"]]
    assert history["analyses"][0]["severity"] == analysis["enhanced_analysis"]["severity"]
    assert history["analyses"][0]["prediction"]["condition"] == analysis["prediction"]["condition"]

    overlay = client.get(f"/analysis/{permit['analysis_id']}/overlay")
    assert overlay.headers["Content-Type"] == "image/png"
    picture = photos.as_image(overlay.content)
    assert picture.size[0] < picture.size[1]

    for _ in range(2):
        assert client.call("DELETE", f"/analysis/{permit['analysis_id']}").status_code == 204
    assert client.get(f"/analysis/{permit['analysis_id']}").status_code == 403
    assert client.get("/history").json()["analyses"] == []


def test_three_body_forms(client, face):
    empty = client.call("POST", "/upload-image", headers={"Content-Type": "application/json"}, data=b"")
    assert empty.status_code == 200, empty.text
    assert client.put(empty.json(), face).status_code == 200

    declared = client.start_upload(content_type="image/jpeg", content_length=len(face),
                                   sha256=hashlib.sha256(face).hexdigest())
    assert client.put(declared, face).status_code == 200, "the returned headers are enough"

    form = client.call("POST", "/upload-image", files={"file": ("me.jpg", face, "image/jpeg")})
    assert form.status_code == 200, form.text
    assert form.json()["upload_url"].startswith("http")
    again = client.put(form.json(), face)
    assert again.status_code == 200, "the URL of a form is valid: the same photo again changes nothing"
    for permit in (empty.json(), declared, form.json()):
        check_completed(client.wait_for(permit["analysis_id"]))


def test_the_prediction_is_readable_before_the_explanation(client, face):
    seen = []
    analysis_id = client.upload(face)
    first = client.get(f"/analysis/{analysis_id}?until=prediction").json()
    seen.append((first["status"], first["stage"]))
    assert "prediction" in first
    last = client.wait_for(analysis_id)
    assert first["prediction"] == last["prediction"]
    assert last["stage"] == "done"


def test_a_held_poll_answers_when_the_result_is_there(client, face):
    permit = client.start_upload()
    answers = []

    def poll():
        answers.append(client.get(f"/analysis/{permit['analysis_id']}").json())

    thread = threading.Thread(target=poll)
    thread.start()
    assert client.put(permit, face).status_code == 200
    thread.join(60)
    assert answers and answers[0]["status"] == "completed"


def test_server_sent_events_tell_ids_and_states_only(client, face):
    analysis_id = None
    events = []
    with requests.get(client.url("/events"), headers=client.headers(), stream=True, timeout=60) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        analysis_id = client.upload(face)
        for line in stream.iter_lines(chunk_size=1, decode_unicode=True):
            if line.startswith("data: "):
                events.append(json.loads(line[6:]))
                if events[-1]["status"] in ("completed", "failed"):
                    break
    assert {event["analysis_id"] for event in events} == {analysis_id}
    assert all(set(event) == {"analysis_id", "status", "stage"} for event in events)


def test_the_same_idempotency_key_gives_the_same_analysis(client, stranger):
    headers = {"Idempotency-Key": "key-1", "Content-Type": "application/json"}
    ids = [client.call("POST", "/upload-image", headers=headers).json()["analysis_id"] for _ in range(3)]
    assert len(set(ids)) == 1
    other = stranger.call("POST", "/upload-image", headers=headers).json()["analysis_id"]
    assert other != ids[0]


def test_history_pages_newest_first(client):
    made = []
    for _ in range(7):
        made.append(client.start_upload()["analysis_id"])
        time.sleep(0.005)
    seen, cursor = [], None
    while True:
        page = client.get("/history", params={"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += [one["analysis_id"] for one in page["analyses"]]
        cursor = page.get("next_cursor")
        if not cursor:
            break
        assert len(page["analyses"]) == 3
    assert seen == made[::-1]


@pytest.mark.parametrize("label", LABELS)
def test_every_label_in_every_spelling_leads_to_fitting_products(client, label):
    spellings = {label, label.replace("_", " "), label.replace("_", "-"), label.upper(), label.title(),
                 label.replace("_", " ").title(), label.replace("_", "-").upper()}
    if label == "eye_bags":
        spellings |= {"eyebags", "Eyebags"}
    for spelling in spellings:
        answer = client.get("/products/recommendations", params={"condition": spelling, "limit": 10})
        assert answer.status_code == 200, answer.text
        products = answer.json()["products"]
        assert len(products) == 10
        fitting = [product for product in products if label in product["target_conditions"]]
        assert len(fitting) >= 5, (spelling, [product["name"] for product in products])
        for product in products:
            check_product(product)
            assert product["why"]


@pytest.mark.parametrize("limit", [1, 5, 49, 50])
def test_as_many_products_as_asked_for(client, limit):
    products = client.get("/products/recommendations", params={"condition": "General", "limit": limit}).json()["products"]
    assert len(products) == limit
    assert len({product["product_id"] for product in products}) == limit


def test_sign_up_confirm_sign_in_refresh_revoke(shared_server):
    email = "new.person@example.org"
    answer = cognito(shared_server, "SignUp", {"ClientId": "lumen-app", "Username": email, "Password": "Long-enough-1",
                                               "UserAttributes": [{"Name": "email", "Value": email}]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["UserConfirmed"] is False
    assert answer.json()["CodeDeliveryDetails"]["Destination"] == "n***@e***"
    from lumen_server import lumen
    code = lumen("user", "code", email, "--data", shared_server.data).stdout.strip()
    assert len(code) == 6 and code not in answer.text
    wrong = cognito(shared_server, "ConfirmSignUp", {"ClientId": "lumen-app", "Username": email,
                                                     "ConfirmationCode": "000000" if code != "000000" else "111111"})
    assert wrong.json()["__type"] == "CodeMismatchException"
    assert cognito(shared_server, "ConfirmSignUp", {"ClientId": "lumen-app", "Username": email,
                                                    "ConfirmationCode": code}).status_code == 200
    tokens = sign_in(shared_server, email, "Long-enough-1")
    client = Client(shared_server, tokens["IdToken"])
    assert client.get("/history").status_code == 200
    me = cognito(shared_server, "GetUser", {"AccessToken": tokens["AccessToken"]}).json()
    assert {"Name": "email", "Value": email} in me["UserAttributes"]
    fresh = cognito(shared_server, "InitiateAuth", {"AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": "lumen-app",
                                                    "AuthParameters": {"REFRESH_TOKEN": tokens["RefreshToken"]}}).json()
    assert "RefreshToken" not in fresh["AuthenticationResult"]
    assert Client(shared_server, fresh["AuthenticationResult"]["IdToken"]).get("/history").status_code == 200
    assert cognito(shared_server, "RevokeToken", {"ClientId": "lumen-app", "Token": tokens["RefreshToken"]}).status_code == 200
    dead = cognito(shared_server, "InitiateAuth", {"AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": "lumen-app",
                                                   "AuthParameters": {"REFRESH_TOKEN": tokens["RefreshToken"]}})
    assert dead.status_code == 400 and dead.json()["__type"] == "NotAuthorizedException"
