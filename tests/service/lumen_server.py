# SPDX-License-Identifier: Apache-2.0
"""A Lumen server as a process of its own, and a client that speaks the app's wire. No product code here."""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("LUMEN_BUILD", ROOT / "build" / "release"))
LUMEN = BUILD / "lumen"
START_TIME_MAX = 60
PASSWORD = "Correct-Horse-7"


def clean_environment(**more):
    """The environment without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LUMEN_")}
    kept.update({name: str(value) for name, value in more.items()})
    return kept


def lumen(*arguments, stdin="", check=True, environment=None, cwd=None):
    """Runs one command to its end."""
    done = subprocess.run([str(LUMEN), *map(str, arguments)], input=stdin, text=True, capture_output=True,
                          env=environment or clean_environment(), cwd=cwd, timeout=120)
    if check:
        assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


class Server:
    """`lumen serve` on a free port. Everything it writes is kept in `output`."""

    def __init__(self, data, *arguments, environment=None, wait=True):
        self.data = pathlib.Path(data)
        command = [str(LUMEN), "serve", "--listen", "127.0.0.1:0", "--data", str(data), *map(str, arguments)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        env=environment or clean_environment(), start_new_session=True)
        self.lines = []
        self.address = None
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if wait:
            self.wait_until_listening()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)
            found = re.search(r"listening on (https?://\S+)", line)
            if found:
                self.address = found.group(1)
                self._ready.set()
        self._ready.set()

    def wait_until_listening(self):
        assert self._ready.wait(START_TIME_MAX), "the server did not start:\n" + self.output
        assert self.address, f"the server ended with {self.process.wait(10)}:\n{self.output}"

    @property
    def output(self):
        return "".join(self.lines)

    @property
    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    def stop(self, how=signal.SIGTERM, time_max=30):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(time_max)
        self._reader.join(10)
        return code

    def kill(self):
        return self.stop(signal.SIGKILL)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()


class Client:
    """One signed-in person."""

    def __init__(self, server, token=None, prefix="Bearer "):
        self.server = server
        self.token = token
        self.prefix = prefix
        self.session = requests.Session()

    def url(self, path):
        return self.server.address + path

    def headers(self, **more):
        out = dict(more)
        if self.token is not None:
            out["Authorization"] = self.prefix + self.token
        return out

    def call(self, method, path, **options):
        options["headers"] = {**self.headers(), **options.get("headers", {})}
        options.setdefault("timeout", 60)
        return self.session.request(method, self.url(path), **options)

    def get(self, path, **options):
        return self.call("GET", path, **options)

    def start_upload(self, **body):
        answer = self.call("POST", "/upload-image", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def put(self, permit, photo, **headers):
        return requests.put(permit["upload_url"], data=photo, headers={**permit.get("headers", {}), **headers}, timeout=60)

    def upload(self, photo, content_type="image/jpeg"):
        permit = self.start_upload(content_type=content_type, content_length=len(photo))
        answer = self.put(permit, photo)
        assert answer.status_code == 200, answer.text
        return permit["analysis_id"]

    def wait_for(self, analysis_id, time_max=90):
        until = time.monotonic() + time_max
        while True:
            answer = self.get(f"/analysis/{analysis_id}")
            assert answer.status_code == 200, answer.text
            analysis = answer.json()
            if analysis["status"] in ("completed", "failed"):
                return analysis
            assert time.monotonic() < until, f"still {analysis}\n{self.server.output}"


def cognito(server, operation, body, **headers):
    return requests.post(server.address + "/", data=json.dumps(body), timeout=60, headers={
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSCognitoIdentityProviderService." + operation, **headers})


def add_user(data, email, password=PASSWORD):
    lumen("user", "add", email, "--password-stdin", "--data", data, stdin=password + "\n")


def sign_in(server, email, password=PASSWORD):
    answer = cognito(server, "InitiateAuth", {
        "AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "lumen-app",
        "AuthParameters": {"USERNAME": email, "PASSWORD": password}})
    assert answer.status_code == 200, answer.text
    return answer.json()["AuthenticationResult"]


def new_client(server, email, prefix="Bearer "):
    add_user(server.data, email)
    return Client(server, sign_in(server, email)["IdToken"], prefix)


def raw_exchange(server, data, pause=0.0, half_close=False, time_max=20):
    """Sends bytes as they are and gives what comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=time_max) as peer:
        peer.sendall(data)
        if half_close:
            peer.shutdown(socket.SHUT_WR)
        if pause:
            time.sleep(pause)
        out = b""
        try:
            while True:
                piece = peer.recv(65536)
                if not piece:
                    break
                out += piece
        except (ConnectionResetError, socket.timeout):
            pass
        return out
