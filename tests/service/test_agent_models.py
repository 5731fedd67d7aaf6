# SPDX-License-Identifier: Apache-2.0
"""A model behind an OpenAI-compatible server explains, and OpenAI's own client says and understands the same."""
import json
import pathlib
import socket
import subprocess

import pytest
import requests

import photos
from chat_server import MODEL, SUMMARY, TOKEN, ChatServer
from lumen_server import Server, clean_environment, lumen, new_client

CLIENT = pathlib.Path(__file__).with_name("openai_client")


def asking(url, **more):
    return clean_environment(**{"LUMEN_AGENT_MODEL": "openai", "LUMEN_AGENT_URL": url, "LUMEN_AGENT_MODEL_ID": MODEL,
                                "LUMEN_AGENT_TOKEN": TOKEN, "LUMEN_AGENT_TIMEOUT_MS": 8000, **more})


def closed_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("agent")


@pytest.fixture(scope="module")
def photo(folder):
    path = folder / "me.jpg"
    path.write_bytes(photos.face())
    return path


def explain(folder, photo, environment):
    done = lumen("analyze", photo, "--json", "--data", folder / "data", environment=environment)
    assert TOKEN not in done.stdout + done.stderr
    return json.loads(done.stdout)


class TestExplaining:
    @pytest.mark.parametrize("stream", [0, 1])
    def test_the_model_explains(self, folder, photo, stream):
        with ChatServer() as model:
            result = explain(folder, photo, asking(model.url, LUMEN_AGENT_STREAM=stream,
                                                   LUMEN_COST_AGENT_INPUT_USD_PER_MILLION=1000))
            first, second = model.bodies()
        enhanced = result["enhanced_analysis"]
        assert enhanced["answered_by"] == "openai-compatible"
        assert enhanced["summary"] == SUMMARY
        assert [step["tool"] for step in enhanced["trace"]] == ["search_products"]
        assert enhanced["trace"][0]["tokens"] == 220 and enhanced["trace"][0]["cost_usd"] == pytest.approx(0.2)
        given = json.loads(second["messages"][-1]["content"])["products"]
        assert [one["product_id"] for one in result["products"][:2]] == [one["product_id"] for one in given[:2]]
        assert first["stream"] is bool(stream) and first["model"] == MODEL
        assert {tool["function"]["name"] for tool in first["tools"]} >= {"search_products"}

    @pytest.mark.parametrize("fault", ["half", "loop", "nonsense", "throttled", "loading"])
    @pytest.mark.parametrize("stream", [0, 1])
    def test_a_model_that_fails_is_left_for_the_built_in(self, folder, photo, fault, stream):
        with ChatServer(fault) as model:
            result = explain(folder, photo, asking(model.url, LUMEN_AGENT_STREAM=stream))
            assert model.bodies(), "it was asked"
        assert result["enhanced_analysis"]["answered_by"] == "built-in"
        assert result["enhanced_analysis"]["summary"] and result["products"]

    def test_a_model_that_is_down(self, folder, photo):
        result = explain(folder, photo, asking(f"http://127.0.0.1:{closed_port()}/v1"))
        assert result["enhanced_analysis"]["answered_by"] == "built-in"

    @pytest.mark.parametrize("wrong", [{"LUMEN_AGENT_TOKEN": "sk-wrong"}, {"LUMEN_AGENT_MODEL_ID": "unknown"}])
    def test_a_model_that_refuses(self, folder, photo, wrong):
        with ChatServer() as model:
            result = explain(folder, photo, asking(model.url, **wrong))
            assert len(model.bodies()) == 1, "what is refused is not tried again"
        assert result["enhanced_analysis"]["answered_by"] == "built-in"

    def test_the_server_tells_who_answered(self, data, face):
        with ChatServer() as model, Server(data, environment=asking(model.url)) as server:
            assert f"openai-compatible {MODEL} at 127.0.0.1, then built-in" in server.output
            person = new_client(server, "asker@example.org")
            first = person.wait_for(person.upload(face))
            assert first["enhanced_analysis"]["answered_by"] == "openai-compatible"
            model.fault = "half"
            second = person.wait_for(person.upload(photos.face(seed=2)))
            assert second["enhanced_analysis"]["answered_by"] == "built-in"
            metrics = requests.get(server.address + "/metrics", timeout=60).text
            assert 'lumen_remote_calls_total{outcome="broke_off",remote="agent_openai"}' in metrics
            assert 'lumen_agent_rung_failures_total{rung="openai-compatible"} 1' in metrics
            sent = json.dumps([body for _, _, body in model.requests])
            assert "asker@example.org" not in sent and first["analysis_id"] not in sent
            assert TOKEN not in server.output and SUMMARY not in server.output


class TestSettings:
    def doctor(self, data, environment):
        done = lumen("doctor", "--json", "--data", data, environment=environment, check=False)
        assert TOKEN not in done.stdout + done.stderr
        return {row["name"]: row for row in json.loads(done.stdout)}

    def test_doctor_asks_without_cost(self, data):
        with ChatServer() as model:
            row = self.doctor(data, asking(model.url))["agent's model"]
            assert row["good"] and MODEL in row["text"]
            assert [path for path, _, _ in model.requests] == ["/v1/models"]
            row = self.doctor(data, asking(model.url, LUMEN_AGENT_TOKEN="sk-wrong"))["agent's model"]
            assert not row["good"] and "agent.token" in row["text"]
            row = self.doctor(data, asking(model.url, LUMEN_AGENT_MODEL_ID="unknown"))["agent's model"]
            assert not row["good"] and "agent.model_id" in row["text"]
        row = self.doctor(data, asking(f"http://127.0.0.1:{closed_port()}"))["agent's model"]
        assert not row["good"] and "built-in agent explains alone" in row["text"]

    @pytest.mark.parametrize("more, named", [
        ({"LUMEN_AGENT_URL": ""}, "agent.url"), ({"LUMEN_AGENT_MODEL_ID": ""}, "agent.model_id"),
        ({"LUMEN_AGENT_URL": "http://example.org/v1"}, "agent.url"), ({"LUMEN_AGENT_TEMPERATURE": "2.5"}, "agent.temperature"),
        ({"LUMEN_AGENT_TEMPERATURE": "warm"}, "agent.temperature"), ({"LUMEN_AGENT_MODEL": "gpt"}, "agent.model"),
        ({"LUMEN_AGENT_TOKEN": "env:NOT_SET"}, "NOT_SET")])
    def test_what_is_wrong_is_said_at_start(self, data, more, named):
        done = lumen("doctor", "--data", data, environment=asking("http://127.0.0.1:9/v1", **more), check=False)
        assert done.returncode != 0 and named in done.stdout + done.stderr


class TestAgainstTheVendorsClient:
    @pytest.fixture(scope="class")
    def vendors_client(self):
        if not (CLIENT / "node_modules").exists():
            subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=CLIENT, check=True, timeout=300)

        def run(url, body, results):
            given = json.dumps({"url": url, "token": TOKEN, "body": body, "results": results})
            done = subprocess.run(["node", "ask.mjs"], cwd=CLIENT, input=given, text=True, capture_output=True, timeout=60)
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)
        return run

    @pytest.mark.parametrize("stream", [0, 1])
    def test_both_send_and_understand_the_same(self, folder, photo, stream, vendors_client):
        with ChatServer() as model:
            result = explain(folder, photo, asking(model.url, LUMEN_AGENT_STREAM=stream))
            ours = list(model.requests)
            results = {"search_products": ours[1][2]["messages"][-1]["content"]}
            theirs_read = vendors_client(model.url, ours[0][2], results)
            theirs = model.requests[len(ours):]
        assert len(ours) == len(theirs) == 2
        for (our_path, our_headers, our_body), (path, headers, body) in zip(ours, theirs):
            assert (our_path, our_headers["authorization"]) == (path, headers["authorization"])
            assert our_headers["content-type"] == headers["content-type"]
            assert plain(our_body) == plain(body)
        enhanced = result["enhanced_analysis"]
        assert json.loads(theirs_read["content"])["summary"] == enhanced["summary"]
        understood = [(call["name"], json.loads(call["arguments"])) for call in theirs_read["calls"]]
        assert understood == [(step["tool"], json.loads(step["arguments"])) for step in enhanced["trace"]]
        used = theirs_read["usages"][0]
        assert enhanced["trace"][0]["tokens"] == used["prompt_tokens"] + used["completion_tokens"]


def plain(body):
    """A request without what the vendor's client adds to the messages for its own use, and without the spaces of JSON
    inside text, which that client keeps as the model wrote them."""
    wanted = {"role", "content", "tool_calls", "tool_call_id"}
    messages = []
    for message in body["messages"]:
        kept = {name: value for name, value in message.items() if name in wanted}
        for call in kept.get("tool_calls", []):
            function = call["function"]
            call["function"] = {"name": function["name"], "arguments": json.loads(function["arguments"])}
        messages.append(kept)
    return {**body, "messages": messages}
