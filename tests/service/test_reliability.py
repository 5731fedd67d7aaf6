# SPDX-License-Identifier: Apache-2.0
"""Restarts, drains, broken storage: nothing acknowledged is lost and every failure says what to mend."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
import requests

import photos
from lumen_server import Client, Server, add_user, clean_environment, lumen, new_client, raw_exchange, sign_in

HERE = pathlib.Path(__file__).resolve().parent


def test_twenty_kills():
    done = subprocess.run([sys.executable, str(HERE / "kill_harness.py"), "--kills", os.environ.get("LUMEN_KILLS", "20")],
                          capture_output=True, text=True, env=os.environ)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_results_survive_a_restart(data, face):
    with Server(data) as server:
        client = new_client(server, "again@example.org")
        analysis_id = client.upload(face)
        before = client.wait_for(analysis_id)
        assert server.stop() == 0
    with Server(data) as server:
        client = Client(server, client.token)
        assert client.get(f"/analysis/{analysis_id}").json() == before


def test_sigterm_answers_what_it_began(data, face):
    with Server(data) as server:
        client = new_client(server, "drain@example.org")
        permit = client.start_upload()
        held = []
        thread = threading.Thread(target=lambda: held.append(client.get(f"/analysis/{permit['analysis_id']}")))
        thread.start()
        metrics = client.url("/metrics")
        until = time.monotonic() + 20
        while "lumen_held_polls 1" not in requests.get(metrics).text and time.monotonic() < until:
            time.sleep(0.02)
        assert server.stop() == 0
        thread.join(20)
        assert held[0].status_code == 200 and held[0].json()["status"] == "pending"


def test_an_accepted_photo_is_worked_on_after_a_restart(data, face):
    with Server(data) as server:
        client = new_client(server, "later@example.org")
        permit = client.start_upload()
        assert client.put(permit, face).status_code == 200
        server.kill()
    with Server(data) as server:
        assert Client(server, client.token).wait_for(permit["analysis_id"])["status"] == "completed"


def test_a_second_server_on_the_folder_is_refused(data):
    with Server(data):
        with Server(data, wait=False) as second:
            assert second.process.wait(30) == 1
            second._reader.join(5)
            assert "Another lumen" in second.output


def test_a_damaged_database_is_named(data):
    lumen("products", "search", "cream", "--data", data)
    for file in data.glob("lumen.db*"):
        file.write_bytes(b"not a database " * 1000)
    done = lumen("serve", "--data", data, "--listen", "127.0.0.1:0", check=False)
    assert done.returncode == 1
    assert "lumen.db" in done.stderr and "backup" in done.stderr, done.stderr


def test_a_damaged_or_missing_key_is_named(data):
    lumen("products", "search", "cream", "--data", data)
    key = data / "keys" / "master.key"
    good = key.read_bytes()
    for bad in (good[:-20], good.replace(good[30:32], b"zz"), b"", b"\0" * 100):
        key.write_bytes(bad)
        done = lumen("serve", "--data", data, "--listen", "127.0.0.1:0", check=False)
        assert done.returncode == 1 and "master.key" in done.stderr and "backup" in done.stderr, done.stderr
    key.unlink()
    done = lumen("serve", "--data", data, "--listen", "127.0.0.1:0", check=False)
    assert done.returncode == 1 and "master.key" in done.stderr


def test_a_data_folder_that_cannot_be_written(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    done = lumen("serve", "--data", blocked / "data", "--listen", "127.0.0.1:0", check=False)
    assert done.returncode == 1 and "--data" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0 or not os.path.exists("/bin/mount"), reason="needs root to mount a small disk")
def test_a_disk_that_is_full_and_then_read_only(tmp_path, face):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this machine does not let a test mount a tmpfs")
    try:
        data = disk / "data"
        with Server(data) as server:
            client = new_client(server, "full@example.org")
            analysis_id = client.upload(face)
            kept = client.wait_for(analysis_id)
            permit = client.start_upload()
            filler = disk / "filler"
            with open(filler, "wb") as out:
                try:
                    while True:
                        out.write(b"x" * 65536)
                        out.flush()
                except OSError:
                    pass
            answer = client.put(permit, photos.face(seed=5))
            assert answer.status_code == 503, answer.text
            assert "/data" not in answer.text and "errno" not in answer.text
            assert client.get(f"/analysis/{analysis_id}").json() == kept, "what is there stays readable"
            filler.unlink()
            assert client.put(permit, photos.face(seed=5)).status_code == 200
            assert client.wait_for(permit["analysis_id"])["status"] == "completed"
            assert server.stop() == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        refused = lumen("serve", "--data", data, "--listen", "127.0.0.1:0", check=False)
        assert refused.returncode == 1 and "--data" in refused.stderr, refused.stderr
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_the_log_of_a_whole_run_holds_ids_only(data, face):
    environment = clean_environment(LUMEN_LOG_LEVEL="debug")
    with Server(data, environment=environment) as server:
        client = new_client(server, "very.private@example.org")
        analysis = client.wait_for(client.upload(photos.with_exif(face)))
        client.get("/history")
        client.get("/products/recommendations", params={"condition": "my secret condition"})
        Client(server, "bad.token.here").get("/history")
        client.wait_for(client.upload(photos.draw("dark")))
        client.call("DELETE", f"/analysis/{analysis['analysis_id']}")
        server.stop()
    log = "".join(line for line in server.lines if line.startswith("{"))
    assert analysis["analysis_id"] in log
    for private in ("very.private", "example.org", client.token, client.token.split(".")[1], "my secret condition",
                    "bad.token", "Correct-Horse", analysis["enhanced_analysis"]["summary"][:30], "SecretCamera"):
        assert private not in log, private
    for line in log.splitlines():
        json.loads(line)


def test_deletion_deletes(data, face):
    with Server(data) as server:
        client = new_client(server, "gone@example.org")
        analysis_id = client.upload(face)
        client.wait_for(analysis_id)
        stored = [file for file in (data / "photos").rglob("*") if file.is_file()]
        assert len(stored) == 1
        client.call("DELETE", f"/analysis/{analysis_id}")
        until = time.monotonic() + 20
        while any(file.is_file() for file in (data / "photos").rglob("*")) and time.monotonic() < until:
            time.sleep(0.02)
        assert not any(file.is_file() for file in (data / "photos").rglob("*"))


def test_a_dead_letter_can_be_tried_again(data, face):
    """Without its vision worker the server keeps trying, gives up with a reason, and an operator can retry."""
    environment = clean_environment(LUMEN_VISION_PROGRAM="/nonexistent/lumen-vision")
    with Server(data, environment=environment) as server:
        client = new_client(server, "dead@example.org")
        analysis_id = client.upload(face)
        ready = requests.get(server.address + "/readyz")
        assert ready.status_code in (200, 503)
        waiting = client.get(f"/analysis/{analysis_id}?wait=0").json()
        assert waiting["status"] in ("pending", "processing", "failed")
        failed = client.wait_for(analysis_id, 120)
        assert failed["status"] == "failed" and failed["error"]["retryable"] is True
        listed = lumen("jobs", "list", "--json", "--data", data).stdout
        assert analysis_id in listed and "vision_worker_missing" in listed
    with Server(data) as server:
        lumen("jobs", "retry", analysis_id, "--data", data)
        assert Client(server, client.token).wait_for(analysis_id)["status"] == "completed"


def test_the_server_does_not_outlive_its_children_or_leave_any(data, face):
    with Server(data) as server:
        client = new_client(server, "children@example.org")
        client.wait_for(client.upload(face))
        group, parents = [], [str(server.process.pid)]
        while parents:
            parents = subprocess.run(["pgrep", "-P", ",".join(parents)], capture_output=True, text=True).stdout.split()
            group += parents
        assert group
        server.kill()
        until = time.monotonic() + 20
        while any(os.path.exists(f"/proc/{pid}") for pid in group) and time.monotonic() < until:
            time.sleep(0.02)
        assert not any(os.path.exists(f"/proc/{pid}") for pid in group)
