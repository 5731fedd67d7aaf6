# SPDX-License-Identifier: Apache-2.0
"""Models in Amazon Bedrock explain: any model through Converse, and an agent made there."""
import json

import pytest
import requests

import photos
from bedrock_server import API_KEY, KEY_ID, MODEL, REGION, SECRET, SUMMARY, BedrockServer
from lumen_server import Server, clean_environment, lumen, new_client

KINDS = ["bedrock-converse", "bedrock-agent"]


def asking(kind, url, **more):
    kept = {name: value for name, value in clean_environment().items() if not name.startswith("AWS_")}
    settings = {"LUMEN_AGENT_MODEL": kind, "LUMEN_AGENT_ENDPOINT": url, "LUMEN_AGENT_REGION": REGION,
                "LUMEN_AGENT_MODEL_ID": MODEL, "LUMEN_AGENT_AGENT_ID": "AGENT12345",
                "LUMEN_AGENT_AGENT_ALIAS_ID": "TSTALIASID", "LUMEN_AGENT_TIMEOUT_MS": 8000, "LUMEN_AGENT_ATTEMPTS": 2,
                "AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET,
                "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    return {**kept, **{name: str(value) for name, value in {**settings, **more}.items()}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bedrock")


@pytest.fixture(scope="module")
def photo(folder):
    path = folder / "me.jpg"
    path.write_bytes(photos.face())
    return path


def explain(folder, photo, environment):
    done = lumen("analyze", photo, "--json", "--data", folder / "data", environment=environment)
    assert SECRET not in done.stdout + done.stderr and API_KEY not in done.stdout + done.stderr
    return json.loads(done.stdout)


class TestExplaining:
    @pytest.mark.parametrize("kind", KINDS)
    def test_the_model_explains(self, folder, photo, kind):
        with BedrockServer() as bedrock:
            result = explain(folder, photo, asking(kind, bedrock.url, LUMEN_COST_AGENT_INPUT_USD_PER_MILLION=1000))
            sent = bedrock.requests
        enhanced = result["enhanced_analysis"]
        assert enhanced["answered_by"] == kind
        assert enhanced["summary"] == SUMMARY
        assert [step["tool"] for step in enhanced["trace"]] == ["search_products"]
        assert json.loads(enhanced["trace"][0]["arguments"]) == {"query": "gentle cleanser", "limit": 3}
        assert enhanced["trace"][0]["tokens"] == 220 and enhanced["trace"][0]["cost_usd"] == pytest.approx(0.2)
        assert len(sent) == 2 and len(result["products"]) >= 2
        assert sent[0][0] == sent[1][0] or kind == "bedrock-converse", "one session for one answer"

    def test_an_api_key_instead_of_credentials(self, folder, photo):
        without = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
        for more in ({"AWS_BEARER_TOKEN_BEDROCK": API_KEY}, {"LUMEN_AGENT_TOKEN": API_KEY}):
            with BedrockServer() as bedrock:
                result = explain(folder, photo, asking("bedrock-converse", bedrock.url, **without, **more))
            assert result["enhanced_analysis"]["answered_by"] == "bedrock-converse"

    @pytest.mark.parametrize("fault", ["half", "loop", "nonsense", "throttled", "big", "guardrail", "inside"])
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_model_that_fails_is_left_for_the_built_in(self, folder, photo, kind, fault):
        if fault == "inside" and kind == "bedrock-converse":
            return  # only streams have one
        with BedrockServer(fault) as bedrock:
            result = explain(folder, photo, asking(kind, bedrock.url))
            assert bedrock.requests, "it was asked"
        enhanced = result["enhanced_analysis"]
        assert enhanced["answered_by"] == "built-in"
        assert enhanced["summary"] and result["products"]
        assert ("remote.guardrail" in enhanced["guardrails"]) == (fault == "guardrail")

    @pytest.mark.parametrize("kind", KINDS)
    def test_wrong_credentials_are_not_tried_again(self, folder, photo, kind):
        with BedrockServer() as bedrock:
            result = explain(folder, photo, asking(kind, bedrock.url, AWS_SECRET_ACCESS_KEY="another"))
            assert len(bedrock.requests) == 1
        assert result["enhanced_analysis"]["answered_by"] == "built-in"

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_server_tells_who_answered(self, data, face, kind):
        with BedrockServer() as bedrock, Server(data, environment=asking(kind, bedrock.url)) as server:
            assert f"{kind} " in server.output and f"in {REGION}, then built-in" in server.output
            person = new_client(server, "asker@example.org")
            first = person.wait_for(person.upload(face))
            assert first["enhanced_analysis"]["answered_by"] == kind
            bedrock.fault = "half"
            second = person.wait_for(person.upload(photos.face(seed=2)))
            assert second["enhanced_analysis"]["answered_by"] == "built-in"
            metrics = requests.get(server.address + "/metrics", timeout=60).text
            remote = "agent_" + kind.replace("-", "_")
            assert f'lumen_remote_calls_total{{outcome="broke_off",remote="{remote}"}}' in metrics
            assert f'lumen_agent_rung_failures_total{{rung="{kind}"}} 1' in metrics
            sent = json.dumps([[path, body] for path, _, body in bedrock.requests])
            assert "asker@example.org" not in sent and first["analysis_id"] not in sent
            assert SECRET not in server.output and SUMMARY not in server.output


class TestSettings:
    def doctor(self, data, environment):
        done = lumen("doctor", "--json", "--data", data, environment=environment, check=False)
        assert SECRET not in done.stdout + done.stderr
        return {row["name"]: row for row in json.loads(done.stdout)}["agent's model"]

    @pytest.mark.parametrize("kind", KINDS)
    def test_doctor_asks_without_cost(self, data, kind):
        with BedrockServer() as bedrock:
            row = self.doctor(data, asking(kind, bedrock.url))
            assert row["good"] and "takes the credentials" in row["text"]
            assert [body for body in bedrock.bodies()] in ([{"messages": 1}], [{"inputText": 1}])
            row = self.doctor(data, asking(kind, bedrock.url, AWS_SECRET_ACCESS_KEY="another"))
            assert not row["good"] and "InvalidSignatureException" in row["text"]
            unknown = {"LUMEN_AGENT_MODEL_ID": "unknown", "LUMEN_AGENT_AGENT_ID": "UNKNOWN"}
            row = self.doctor(data, asking(kind, bedrock.url, **unknown))
            assert not row["good"] and "does not know" in row["text"]
        row = self.doctor(data, asking(kind, "http://127.0.0.1:1"))
        assert not row["good"] and "built-in agent explains alone" in row["text"]

    @pytest.mark.parametrize("kind, more, named", [
        ("bedrock-converse", {"LUMEN_AGENT_MODEL_ID": ""}, "agent.model_id"),
        ("bedrock-converse", {"LUMEN_AGENT_GUARDRAIL_VERSION": "latest"}, "agent.guardrail_version"),
        ("bedrock-converse", {"LUMEN_AGENT_REGION": "Oregon"}, "agent.region"),
        ("bedrock-converse", {"LUMEN_AGENT_REGION": ""}, "agent.region"),
        ("bedrock-converse", {"LUMEN_AGENT_ENDPOINT": "http://bedrock.example.org"}, "agent.endpoint"),
        ("bedrock-converse", {"AWS_ACCESS_KEY_ID": ""}, "AWS_ACCESS_KEY_ID"),
        ("bedrock-converse", {"LUMEN_AGENT_TOKEN": "env:NOT_SET"}, "NOT_SET"),
        ("bedrock-agent", {"LUMEN_AGENT_AGENT_ID": "not an id"}, "agent.agent_id"),
        ("bedrock-agent", {"LUMEN_AGENT_AGENT_ID": ""}, "agent.agent_id"),
        ("bedrock-agent", {"LUMEN_AGENT_AGENT_ALIAS_ID": ""}, "agent.agent_alias_id"),
        ("bedrock-agent", {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_PROFILE": "none",
                           "AWS_BEARER_TOKEN_BEDROCK": API_KEY}, "profile")])
    def test_what_is_wrong_is_said_at_start(self, data, kind, more, named):
        done = lumen("doctor", "--data", data, environment=asking(kind, "http://127.0.0.1:9", **more), check=False)
        assert done.returncode != 0 and named in done.stdout + done.stderr
        assert SECRET not in done.stdout + done.stderr
