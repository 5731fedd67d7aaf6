# SPDX-License-Identifier: Apache-2.0
"""The command line: results, exit codes, admin commands with and without a server."""
import csv
import json
import re
import subprocess

import pytest

import photos
from lumen_server import LUMEN, PASSWORD, ROOT, Server, clean_environment, lumen, new_client, sign_in


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cli")


@pytest.fixture(scope="module")
def photo(folder):
    path = folder / "me.jpg"
    path.write_bytes(photos.face())
    return path


def test_analyze_prints_a_result_a_person_can_read(folder, photo):
    done = lumen("analyze", photo, "--data", folder / "data")
    for part in ("What was measured", "What to do", "Severity:", "When to see a doctor", "Products that fit", "Time",
                 "not a medical device"):
        assert part in done.stdout, done.stdout
    assert done.stderr == "", "no progress line when stderr is no terminal"


def test_analyze_json_has_the_wire_form(folder, photo):
    result = json.loads(lumen("analyze", photo, "--json", "--data", folder / "data").stdout)
    assert result["status"] == "completed"
    assert result["prediction"]["condition"] and result["enhanced_analysis"]["summary"] and result["products"]
    again = json.loads(lumen("analyze", photo, "--json", "--data", folder / "data").stdout)
    assert again["prediction"] == result["prediction"], "the same bytes give the same prediction"


def test_analyze_draws_an_overlay(folder, photo):
    out = folder / "overlay.png"
    lumen("analyze", photo, "--overlay", out, "--data", folder / "data")
    size = photos.as_image(out.read_bytes()).size
    assert size[0] < size[1]


@pytest.mark.parametrize("view", ["all", "redness", "Dark spots", "report"])
def test_analyze_draws_what_is_asked_for(folder, photo, view):
    out = folder / "overlay.png"
    lumen("analyze", photo, "--overlay", out, "--overlay-of", view, "--data", folder / "data")
    size = photos.as_image(out.read_bytes()).size
    assert size[0] >= 1200 if view == "report" else size[0] < size[1]


@pytest.mark.parametrize("line", [("--overlay", "x.png", "--overlay-of", "freckles"), ("--overlay-of", "redness")])
def test_a_view_that_is_not_there_is_exit_code_2(folder, photo, line):
    done = lumen("analyze", photo, *line, "--data", folder / "data", check=False)
    assert done.returncode == 2 and "overlay" in done.stderr


def test_analyze_several_photos(folder, photo):
    done = lumen("analyze", photo, photo, "--json", "--data", folder / "data")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2


@pytest.mark.parametrize("name,content", [("scene.jpg", None), ("text.jpg", b"not a picture"), ("empty.jpg", b""), ("missing.jpg", False)])
def test_a_refused_photo_is_exit_code_1(folder, name, content):
    path = folder / name
    if content is None:
        path.write_bytes(photos.draw("scene"))
    elif content is not False:
        path.write_bytes(content)
    done = lumen("analyze", path, "--data", folder / "data", check=False)
    assert done.returncode == 1, done
    assert done.stderr.startswith("lumen: ") and name in done.stderr
    as_json = lumen("analyze", path, "--json", "--data", folder / "data", check=False)
    assert as_json.returncode == 1
    assert json.loads(as_json.stdout)["error"]["message"]


@pytest.mark.parametrize("arguments", [[], ["analyze"], ["no-such-command"], ["serve", "--no-such-flag"],
                                       ["analyze", "--json"], ["user", "add"], ["products"]])
def test_wrong_usage_is_exit_code_2(arguments):
    done = lumen(*arguments, check=False)
    assert done.returncode == 2, done
    assert done.stderr


def test_help_and_version():
    assert "analyze" in lumen("--help").stdout
    assert re.match(r"lumen \d+\.\d+", lumen("--version").stdout)


def test_config_prints_every_setting_value_and_origin(folder, tmp_path):
    file = tmp_path / "lumen.toml"
    file.write_text("[server]\nrequests_per_second = 7\n\n[data]\nretention_days = 3\n")
    done = lumen("config", "--config", file, "--json", environment=clean_environment(LUMEN_LOG_LEVEL="warn"))
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["server.requests_per_second"] == {**rows["server.requests_per_second"], "value": "7", "origin": "file lumen.toml"}
    assert rows["log.level"]["origin"] == "environment LUMEN_LOG_LEVEL" and rows["log.level"]["value"] == "warn"
    assert rows["server.cors_origin"]["origin"] == "default"


@pytest.mark.parametrize("text,words", [
    ("[server]\nrequests_per_second = \"many\"\n", ["server.requests_per_second", "many", "whole number"]),
    ("[server]\nno_such = 1\n", ["server.no_such"]), ("[server\n", ["line 1"]), ("loose = 1\n", ["section"]),
])
def test_a_bad_configuration_says_name_value_and_wanted_form(tmp_path, text, words):
    file = tmp_path / "bad.toml"
    file.write_text(text)
    done = lumen("config", "--config", file, check=False)
    assert done.returncode == 2
    for word in words:
        assert word in done.stderr, done.stderr


def test_docs_config_is_what_the_program_says():
    assert (ROOT / "docs" / "CONFIG.md").read_text() == lumen("config", "--markdown").stdout


def test_doctor(folder):
    done = lumen("doctor", "--data", folder / "data")
    for part in ("data folder", "keys", "database", "vision", "clock", "disk"):
        assert part in done.stdout.lower(), done.stdout


def test_doctor_names_what_is_broken(folder, tmp_path):
    data = tmp_path / "data"
    lumen("products", "search", "cream", "--data", data)
    (data / "keys" / "master.key").write_text("broken")
    done = lumen("doctor", "--data", data, check=False)
    assert done.returncode == 1
    assert "backup" in done.stdout


def write_catalog(path, rows, encoding="utf-8"):
    with open(path, "w", newline="", encoding=encoding) as out:
        writer = csv.writer(out)
        writer.writerow(["Label", "Brand", "Name", "Price", "Rank", "Ingredients"])
        writer.writerows(rows)


def test_products_import_recognises_headers_and_windows_1252(folder, tmp_path):
    path = tmp_path / "cream.csv"
    write_catalog(path, [["Moisturizer", "Lancôme", "Crème Testée", "30", "4.5", "Water, Glycerin, Ceramide NP, Squalane"],
                         ["Cleanser", "", "", "x", "", ""]], encoding="cp1252")
    data = tmp_path / "data"
    done = lumen("products", "import", path, "--data", data)
    assert "1 " in done.stdout and "refused" in done.stdout
    assert "line 3" in done.stdout + done.stderr
    found = lumen("products", "search", "Crème Testée", "--data", data).stdout
    assert "Lancôme" in found


def test_admin_commands_work_while_the_server_runs_and_a_second_server_is_refused(tmp_path):
    data = tmp_path / "data"
    path = tmp_path / "one.csv"
    write_catalog(path, [["Moisturizer", "Brand", "Quite Unique Salve", "30", "4.5", "Water, Glycerin, Panthenol, Allantoin"]])
    with Server(data) as server:
        client = new_client(server, "cli@example.org")
        lumen("products", "import", path, "--data", data)
        found = client.get("/products/recommendations", params={"condition": "Quite Unique Salve", "limit": 50}).json()
        assert "Quite Unique Salve" in [product["name"] for product in found["products"]]
        assert lumen("jobs", "list", "--data", data).returncode == 0
        second = lumen("serve", "--data", data, "--listen", "127.0.0.1:0", check=False)
        assert second.returncode == 1 and "using the data folder" in second.stderr
    lumen("user", "add", "later@example.org", "--password-stdin", "--data", data, stdin=PASSWORD)


@pytest.mark.parametrize("email,password", [("no-at-sign", PASSWORD), ("a@example.org", "short"), ("a@example.org", "")])
def test_user_add_refuses_bad_input(folder, email, password):
    done = lumen("user", "add", email, "--password-stdin", "--data", folder / "data", stdin=password, check=False)
    assert done.returncode == 1 and done.stderr.startswith("lumen: ")


def test_listening_beyond_loopback_without_tls_is_refused(tmp_path):
    done = lumen("serve", "--listen", "0.0.0.0:0", "--data", tmp_path / "data", check=False)
    assert done.returncode == 2 and "--insecure" in done.stderr and "--tls-cert" in done.stderr


def test_tls(tmp_path):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                    tmp_path / "key.pem", "-out", tmp_path / "cert.pem", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    with Server(tmp_path / "data", "--tls-cert", tmp_path / "cert.pem", "--tls-key", tmp_path / "key.pem") as server:
        assert server.address.startswith("https://")
        import requests
        answer = requests.get(server.address + "/healthz", verify=str(tmp_path / "cert.pem"), timeout=20)
        assert answer.status_code == 200
    done = lumen("serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", "--tls-cert", tmp_path / "none.pem",
                 "--tls-key", tmp_path / "key.pem", check=False)
    assert done.returncode == 2 and "none.pem" in done.stderr


def test_analyze_works_beside_a_running_server(folder, photo, tmp_path):
    with Server(tmp_path / "data"):
        assert "Products that fit" in lumen("analyze", photo, "--data", tmp_path / "data").stdout
