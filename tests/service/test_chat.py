# SPDX-License-Identifier: Apache-2.0
"""Asking about a result: answers, sessions, events, limits, deletion."""
import json
import time

import pytest

from lumen_server import new_client


@pytest.fixture(scope="module")
def talker(shared_server, face):
    client = new_client(shared_server, "talker@example.org")
    permit = client.start_upload()
    client.put(permit, face, **{"Content-Type": "image/jpeg"})
    analysis = client.wait_for(permit["analysis_id"])
    assert analysis["status"] == "completed"
    client.analysis = analysis
    return client


def ask(client, message, analysis_id=None, **more):
    path = f"/analysis/{analysis_id or client.analysis['analysis_id']}/chat"
    return client.call("POST", path, headers={"Content-Type": "application/json"},
                       data=json.dumps({"message": message, **more}).encode())


def events_of(text):
    events = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if lines:
            events.append((lines["event"], json.loads(lines["data"])))
    return events


def test_an_answer_speaks_of_this_photo_and_is_kept(talker):
    first = ask(talker, "What does my result mean?")
    assert first.status_code == 200, first.text
    one = first.json()
    assert one["answered_by"] == "built-in" and one["reply"] and abs(one["timestamp"] - time.time()) < 600
    second = ask(talker, "Which moisturizer would you recommend for it?", session_id=one["session_id"]).json()
    assert second["session_id"] == one["session_id"]
    assert second["products"] and all(product["name"] in second["reply"] for product in second["products"])
    other = ask(talker, "hello").json()
    assert other["session_id"] != one["session_id"]

    path = f"/analysis/{talker.analysis['analysis_id']}/chat"
    kept = talker.get(path, params={"session_id": one["session_id"]}).json()["exchanges"]
    assert [entry["message"] for entry in kept] == ["What does my result mean?",
                                                    "Which moisturizer would you recommend for it?"]
    assert kept[1]["reply"] == second["reply"]
    assert [product["product_id"] for product in kept[1]["products"]] == [
        product["product_id"] for product in second["products"]]
    assert len(talker.get(path).json()["exchanges"]) >= 3
    assert len(talker.get(path, params={"limit": 1}).json()["exchanges"]) == 1


def test_an_urgent_sign_refers_and_offers_nothing(talker):
    answer = ask(talker, "The mole on my cheek keeps bleeding. Which cream should I buy?").json()
    assert answer["products"] == []
    assert "doctor" in answer["reply"]
    assert any(rule.startswith("red_flag.") for rule in answer["guardrails"])


def test_events_tell_the_look_ups_and_then_the_answer(talker):
    path = f"/analysis/{talker.analysis['analysis_id']}/chat"
    answer = talker.call("POST", path, headers={"Content-Type": "application/json", "Accept": "text/event-stream"},
                         data=json.dumps({"message": "Which cleanser do you recommend for pores?"}).encode())
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/event-stream")
    events = events_of(answer.text)
    names = [name for name, _ in events]
    assert "tool" in names and names[-1] == "answer" and "statement" in names
    assert names.index("tool") < names.index("statement")
    said = " ".join(data["text"] for name, data in events if name == "statement")
    assert said == events[-1][1]["reply"]
    kept = talker.get(path, params={"limit": 1}).json()["exchanges"][0]
    assert kept["reply"] == said

    unknown = talker.call("POST", "/analysis/00000000-0000-4000-8000-000000000000/chat",
                          headers={"Content-Type": "application/json", "Accept": "text/event-stream"},
                          data=b'{"message": "hello"}')
    name, data = events_of(unknown.text)[-1]
    assert name == "error" and data["error"]["code"] == "forbidden"


def test_bad_messages_on_both_sides_of_their_limits(talker):
    assert ask(talker, "x" * 4000).status_code == 200
    for message, code in [("x" * 4001, 400), ("", 400), ("   ", 400), (5, 400)]:
        answer = ask(talker, message)
        assert answer.status_code == code, (message, answer.text)
    assert ask(talker, "hello", session_id="s" * 64).status_code == 200
    for session in ["s" * 65, "a b", "../x", "ä"]:
        answer = ask(talker, "hello", session_id=session)
        assert answer.status_code == 400, answer.text
    path = f"/analysis/{talker.analysis['analysis_id']}/chat"
    for limit in ["0", "201", "abc"]:
        assert talker.get(path, params={"limit": limit}).status_code == 400
    assert talker.get(path, params={"limit": "200"}).status_code == 200
    nothing = talker.call("POST", path, headers={"Content-Type": "application/json"}, data=b"")
    assert nothing.status_code == 400
    broken = talker.call("POST", path, headers={"Content-Type": "application/json"}, data=b"{")
    assert broken.status_code == 400


def test_other_peoples_results_cannot_be_talked_about(talker, shared_server):
    stranger = new_client(shared_server, "stranger-chat@example.org")
    for answer in [ask(stranger, "hello", talker.analysis["analysis_id"]), ask(stranger, "hello", "nonsense"),
                   stranger.get(f"/analysis/{talker.analysis['analysis_id']}/chat")]:
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "forbidden"


def test_only_a_finished_result_can_be_talked_about(talker):
    permit = talker.start_upload()
    answer = ask(talker, "hello", permit["analysis_id"])
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "analysis_not_ready"


def test_deleting_the_analysis_deletes_the_talk(shared_server, face):
    client = new_client(shared_server, "forgetful@example.org")
    permit = client.start_upload()
    client.put(permit, face, **{"Content-Type": "image/jpeg"})
    client.analysis = client.wait_for(permit["analysis_id"])
    assert ask(client, "What does my result mean?").status_code == 200
    path = f"/analysis/{permit['analysis_id']}"
    assert client.call("DELETE", path).status_code == 204
    assert ask(client, "and now?").status_code == 403
    assert client.get(path + "/chat").status_code == 403


def test_no_message_is_logged(talker, shared_server):
    ask(talker, "a very particular sentence about my nose")
    assert "very particular sentence" not in shared_server.output
