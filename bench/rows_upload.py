# SPDX-License-Identifier: Apache-2.0
"""POST /upload-image and PUT against the bare durable work they do."""
import contextlib
import shutil
import sqlite3
import time

from measure import BUILD, LOAD_CORE, SERVER_CORE, Line, draw, median, numbers, say, wrk
from servers import LumenServer, Wire

CLIENTS = 64


def post_rows(folder, sizes):
    data = folder / "post-data"
    ours, floor = [], []
    with LumenServer(data) as server:
        (folder / "poster").write_text(server.person("poster@example.org").token + "\n")
        copy = folder / "floor.db"
        copy.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(data / "lumen.db")) as source, contextlib.closing(sqlite3.connect(copy)) as to:
            source.backup(to)
        for _ in range(sizes.rounds):
            ours.append(wrk(server.address, "start_upload.lua", folder / "poster", seconds=sizes.round_s, connections=CLIENTS)[0])
            floor += numbers(BUILD / "lumen-bench-sqlite", copy, sizes.round_s,
                             CLIENTS, SERVER_CORE, LOAD_CORE)
            say(f"POST {ours[-1]:.0f}, floor {floor[-1]:.0f} rows/s")
    rate = median(ours)
    return [Line(f"durable POST /upload-image, {CLIENTS} clients : grouped SQLite commits of the same rows",
                 f"{rate:,.0f} req/s", f"{median(floor):,.0f} rows/s", rate / median(floor), "at least", 0.5)]


def put(wire, permit, photo):
    """Milliseconds from the first byte sent to the answer."""
    target = permit["upload_url"].split("/", 3)[3]
    headers = {"Content-Type": "image/jpeg", **permit.get("headers", {})}
    headers = [(name, value) for name, value in headers.items() if name.lower() != "content-length"]
    begun = time.perf_counter()
    wire.send("PUT", "/" + target, headers, photo)
    wire.receive()
    return (time.perf_counter() - begun) * 1000


def put_rows(folder, sizes):
    """The photo's own analysis is over before the next PUT begins, so that each is measured alone."""
    photo_file = draw(folder, "two-megabytes", 1_500, 2_000, 18, quality=94)
    photo = photo_file.read_bytes()
    ours, floor = [], []
    with LumenServer(folder / "put-data") as server:
        person = server.person("putter@example.org")
        wire = Wire(server.port)
        for _ in range(sizes.rounds):
            permits = [person.start_upload() for _ in range(sizes.puts)]
            for permit in permits:
                ours.append(put(wire, permit, photo))
                person.wait_for(permit["analysis_id"])
            shutil.rmtree(folder / "floor-put", ignore_errors=True)
            floor += numbers(BUILD / "lumen-bench-put", photo_file, folder / "floor-put", sizes.puts)
            say(f"PUT {median(ours):.2f} ms, floor {median(floor):.2f} ms")
        wire.close()
    return [Line(f"PUT of {len(photo) / 1e6:.1f} MB : MD5 + SHA-256 + AES-256-GCM + write + fdatasync + rename + fsync",
                 f"{median(ours):.2f} ms", f"{median(floor):.2f} ms", median(ours) / median(floor), "at most", 1.6)]
