# SPDX-License-Identifier: Apache-2.0
"""Lumen and nginx as processes pinned to the server's core, and a wire that costs the client little."""
import os
import re
import shutil
import socket
import subprocess
import time

from lumen_server import Client, add_user, clean_environment, sign_in
from measure import BUILD, SERVER_CORE, on_core


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process):
    if process.poll() is None:
        process.terminate()
    process.wait(60)


class LumenServer:
    """`lumen serve` with one loop, no rate limit, and a log of warnings only (nginx keeps no access log either)."""

    def __init__(self, data, cores=(SERVER_CORE,)):
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        environment = clean_environment(LUMEN_SERVER_LOOPS=1, LUMEN_SERVER_REQUESTS_PER_SECOND=0, LUMEN_LOG_LEVEL="warn")
        self.log = open(f"{data}.log", "ab")
        command = on_core(",".join(map(str, cores)), BUILD / "lumen", "serve", "--listen", f"127.0.0.1:{self.port}", "--data", data)
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environment)

    def wait_until_ready(self, seconds=60):
        until = time.monotonic() + seconds
        while not answers(self.port, "/readyz"):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start; see {self.data}.log")
            time.sleep(0.0005)

    def person(self, email):
        add_user(self.data, email)
        return Client(self, sign_in(self, email)["IdToken"])

    @property
    def output(self):
        return f"see {self.data}.log"

    def __enter__(self):
        self.wait_until_ready()
        return self

    def __exit__(self, *unused):
        end(self.process)
        self.log.close()


class Nginx:
    """One worker, no access log, files known in advance: nginx at its best."""

    def __init__(self, folder):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.files = folder / "files"
        shutil.rmtree(folder, ignore_errors=True)
        self.files.mkdir(parents=True)
        user = "user root;" if os.geteuid() == 0 else ""
        temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(f"""{user}
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; default_type application/json;
  open_file_cache max=10000 inactive=1h; open_file_cache_valid 1h; {temporary}
  server {{ listen 127.0.0.1:{self.port}; root {self.files}; }}
}}
""")
        self.process = subprocess.Popen(on_core(SERVER_CORE, "nginx", "-p", folder, "-c", folder / "nginx.conf"),
                                        stderr=subprocess.DEVNULL)

    def __enter__(self):
        until = time.monotonic() + 20
        while not answers(self.port, "/ready"):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("nginx did not start")
            (self.files / "ready").write_text("yes")
            time.sleep(0.01)
        return self

    def __exit__(self, *unused):
        end(self.process)


def answers(port, path):
    """Whether GET gives 200, without a library's cost."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as peer:
            peer.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
            return peer.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


class Wire:
    """One kept connection: bytes out, one answer back."""

    def __init__(self, port):
        self.host = f"127.0.0.1:{port}"
        self.peer = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        self.peer.close()

    def send(self, method, target, headers=(), body=b""):
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.host}", *(f"{name}: {value}" for name, value in headers)]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.peer.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def receive(self):
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._piece()
        head, _, body = data.partition(b"\r\n\r\n")
        if head.split(b" ", 2)[1] != b"200":
            raise RuntimeError((head + b"\r\n\r\n" + body).decode(errors="replace"))
        found = re.search(rb"(?i)content-length: *(\d+)", head)
        while found and len(body) < int(found.group(1)):
            body += self._piece()
        return body

    def _piece(self):
        piece = self.peer.recv(65536)
        if not piece:
            raise RuntimeError("the server closed the connection")
        return piece
