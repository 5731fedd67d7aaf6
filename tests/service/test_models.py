# SPDX-License-Identifier: Apache-2.0
"""POST /models/skin, and one Lumen that asks another for a second opinion in both dialects."""
import json
import pathlib
import socket
import subprocess

import pytest
import requests

import photos
from lumen_server import Server, clean_environment, lumen, new_client

LABELS = {"acne", "hormonal_acne", "blackheads", "whiteheads", "dark_spots", "dark_circles", "eye_bags", "pores",
          "wrinkles", "dry_skin", "oily_skin", "skin_redness", "healthy"}


def ask(client, photo, content_type="image/jpeg", **more):
    return client.call("POST", "/models/skin", data=photo, headers={"Content-Type": content_type}, **more)


def closed_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def asking(url, token, dialect, **more):
    return clean_environment(LUMEN_VISION_MODEL=dialect, LUMEN_VISION_URL=url, LUMEN_VISION_TOKEN=token,
                             LUMEN_VISION_MODEL_ID="other/lumen", **more)


@pytest.fixture
def http2_model(tmp_path):
    """A server that speaks HTTP/2 only, and the certificate to trust."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-out", certificate, "-keyout", key], check=True, capture_output=True)
    script = pathlib.Path(__file__).with_name("http2_model.mjs")
    process = subprocess.Popen(["node", script, certificate, key], stdout=subprocess.PIPE, text=True)
    try:
        yield f"https://127.0.0.1:{int(process.stdout.readline())}", certificate, process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


class TestRoute:
    def test_bytes_give_a_list(self, client, face):
        answer = ask(client, face)
        assert answer.status_code == 200, answer.text
        scores = answer.json()
        assert {one["label"] for one in scores} <= LABELS
        assert all(set(one) == {"label", "score"} and 0 <= one["score"] <= 1 for one in scores)
        assert [one["score"] for one in scores] == sorted((one["score"] for one in scores), reverse=True)
        assert answer.headers["X-Model"].startswith("lumen-skin/")

    def test_a_form_gives_an_object_that_says_the_same(self, client, face):
        scores = {one["label"]: one["score"] for one in ask(client, face).json()}
        answer = client.call("POST", "/models/skin", files={"file": ("image.jpg", face, "image/jpeg")})
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert set(body) == {"top_prediction", "confidence", "all_predictions"}
        assert body["all_predictions"] == scores
        assert body["confidence"] == max(scores.values()) == scores[body["top_prediction"]]

    def test_nothing_is_kept(self, client, face):
        ask(client, face)
        assert client.get("/history").json()["analyses"] == []

    def test_it_wants_a_sign_in(self, shared_server, face):
        assert requests.post(shared_server.address + "/models/skin", data=face, timeout=60).status_code == 401

    @pytest.mark.parametrize("body, content_type, code", [
        (b"%PDF-1.7", "image/jpeg", "unsupported_type"),
        (b"", "image/jpeg", "unsupported_type"),
        (b"{}", "application/json", "unsupported_media_type"),
        (b"no form", "multipart/form-data; boundary=x", "bad_multipart"),
        (b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\na\r\n--x--\r\n',
         "multipart/form-data; boundary=x", "no_photo"),
    ])
    def test_it_says_what_is_wrong(self, client, body, content_type, code):
        answer = ask(client, body, content_type)
        assert answer.status_code in (400, 415), answer.text
        assert answer.json()["error"]["code"] == code

    def test_a_photo_that_cannot_be_read_well_is_refused(self, client):
        answer = ask(client, photos.draw("scene"))
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "photo_rejected"

    def test_a_body_has_a_limit(self, client):
        answer = client.call("POST", "/models/skin", data=b"", headers={
            "Content-Type": "image/jpeg", "Content-Length": "40000000"})
        assert answer.status_code == 413


class TestSecondOpinion:
    @pytest.mark.parametrize("dialect", ["huggingface", "custom"])
    def test_one_lumen_asks_another(self, shared_server, client, face, data, dialect):
        environment = asking(shared_server.address + "/models/skin", client.token, dialect)
        with Server(data, environment=environment) as server:
            person = new_client(server, "asker@example.org")
            analysis = person.wait_for(person.upload(face))
            assert analysis["status"] == "completed", analysis
            prediction = analysis["prediction"]
            opinion = prediction["second_opinion"]
            assert opinion["outcome"] == "answered", opinion
            assert opinion["model"] == f"{dialect}/other/lumen"
            assert opinion["agreement"] > 0.9  # the same engine on the same picture, encoded once more
            assert prediction["engine"].startswith(f"{dialect}/other/lumen + lumen-skin/")
            assert set(prediction["all_conditions"]) == LABELS
            assert analysis["timing"]["remote_ms"] > 0
            metrics = requests.get(server.address + "/metrics", timeout=60).text
            assert f'lumen_remote_calls_total{{outcome="answered",remote="vision_{dialect}"}} 1' in metrics
            assert f'lumen_remote_breaker_state{{remote="vision_{dialect}"}} 0' in metrics
            assert client.token not in server.output

    def test_a_refused_photo_is_not_sent(self, shared_server, client, data):
        with Server(data, environment=asking(shared_server.address + "/models/skin", client.token, "custom")) as server:
            person = new_client(server, "asker@example.org")
            analysis = person.wait_for(person.upload(photos.draw("scene")))
            assert analysis["error"]["code"] == "photo_rejected"
            assert "lumen_remote_calls_total" not in requests.get(server.address + "/metrics", timeout=60).text

    def test_over_http2_with_an_authority_of_its_own(self, face, data, http2_model):
        url, authority, process = http2_model
        environment = asking(url + "/predict", "", "custom", LUMEN_HTTP_CA_FILE=authority)
        with Server(data, environment=environment) as server:
            person = new_client(server, "asker@example.org")
            analysis = person.wait_for(person.upload(face))
            assert analysis["prediction"]["second_opinion"]["outcome"] == "answered", server.output
        assert process.stdout.readline() == "POST /predict a JPEG in a form\n"

    def test_an_unknown_authority_is_not_trusted(self, face, data, http2_model):
        with Server(data, environment=asking(http2_model[0] + "/predict", "", "custom")) as server:
            person = new_client(server, "asker@example.org")
            analysis = person.wait_for(person.upload(face))
            assert analysis["status"] == "completed"
            assert analysis["prediction"]["second_opinion"]["outcome"] == "untrusted"

    @pytest.mark.parametrize("outcome", ["unreachable", "refused"])
    def test_the_engine_answers_when_the_other_does_not(self, shared_server, face, data, outcome):
        url = (shared_server.address if outcome == "refused" else f"http://127.0.0.1:{closed_port()}") + "/models/skin"
        with Server(data, environment=asking(url, "no-good-token", "huggingface")) as server:
            person = new_client(server, "asker@example.org")
            analysis = person.wait_for(person.upload(face))
            assert analysis["status"] == "completed"
            assert analysis["prediction"]["second_opinion"] == {"model": "huggingface/other/lumen", "outcome": outcome}
            assert analysis["prediction"]["engine"].startswith("lumen-skin/")
            assert "no-good-token" not in server.output + json.dumps(analysis)


class TestSettings:
    def refused(self, data, *arguments, environment=None):
        done = lumen("doctor", "--data", data, *arguments, check=False, environment=environment)
        assert done.returncode != 0
        return done.stdout + done.stderr

    def test_a_token_stands_in_no_file(self, data, tmp_path):
        config = tmp_path / "lumen.toml"
        config.write_text('[vision]\nmodel = "custom"\ntoken = "hf_very_secret"\n')
        said = self.refused(data, "--config", config)
        assert "LUMEN_VISION_TOKEN" in said and "hf_very_secret" not in said

    def test_a_reference_may_stand_there(self, data, tmp_path):
        config = tmp_path / "lumen.toml"
        config.write_text('[vision]\nmodel = "custom"\nurl = "http://127.0.0.1:9/x"\ntoken = "env:SKIN_TOKEN"\n')
        assert "env:SKIN_TOKEN" in self.refused(data, "--config", config)  # it is not set
        said = self.refused(data, "--config", config, environment=clean_environment(SKIN_TOKEN="hf_very_secret"))
        assert "second model" in said and "hf_very_secret" not in said  # nobody listens there

    def test_config_never_shows_it(self):
        shown = lumen("config", "--json", environment=clean_environment(LUMEN_VISION_TOKEN="hf_very_secret")).stdout
        assert "hf_very_secret" not in shown
        assert any(row["name"] == "vision.token" and row["value"] == "(set)" for row in json.loads(shown))

    @pytest.mark.parametrize("url", ["", "http://example.org/x", "ftp://localhost/", "https://a:b@example.org/"])
    def test_a_bad_address_is_refused_at_start(self, data, url):
        said = self.refused(data, environment=clean_environment(LUMEN_VISION_MODEL="custom", LUMEN_VISION_URL=url))
        assert "vision.url" in said

    def test_doctor_asks_the_other(self, shared_server, client, data):
        environment = asking(shared_server.address + "/models/skin", client.token, "huggingface")
        done = lumen("doctor", "--json", "--data", data, environment=environment, check=False)
        rows = {row["name"]: row for row in json.loads(done.stdout)}
        assert rows["second model"]["good"], rows
