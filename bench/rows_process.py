# SPDX-License-Identifier: Apache-2.0
"""Start-up time and resident memory (PSS: each shared page counted in parts)."""
import pathlib
import re
import time

from measure import Line, draw, median, run, say
from rows_analyze import upload_and_wait
from servers import LumenServer, Wire

LUMEN_MB_MAX = 40
FAMILY_MB_MAX = 120
FIRST_PHOTOS = 5


def start_ms(data):
    begun = time.perf_counter()
    with LumenServer(data):
        return (time.perf_counter() - begun) * 1000


def import_boto3_ms():
    begun = time.perf_counter()
    run("/usr/bin/python3", "-c", "import boto3")
    return (time.perf_counter() - begun) * 1000


def start_line(data, count):
    ours, theirs = [], []
    for _ in range(count):
        ours.append(start_ms(data))
        theirs.append(import_boto3_ms())
    say(f"start {median(ours):.1f} ms, import boto3 {median(theirs):.1f} ms")
    return Line("exec → first 200 of `lumen serve` : python3 -c 'import boto3'", f"{median(ours):.1f} ms",
                f"{median(theirs):.1f} ms", median(ours) / median(theirs), "at most", 0.1)


def pss_mb(process):
    text = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.M).group(1)) / 1024


def family_of(process):
    family = [process]
    for task in pathlib.Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            family += family_of(int(child))
    return family


def family_mb(process):
    return sum(pss_mb(member) for member in family_of(process))


def memory_lines(folder, data, sizes):
    photo = draw(folder, "small", 600, 800, 6).read_bytes()
    with LumenServer(data) as server:
        person = server.person("sitter@example.org")
        upload, poll = Wire(server.port), Wire(server.port)
        sent = 0

        def send_until(count):
            nonlocal sent
            for _ in range(count - sent):
                upload_and_wait(person, upload, poll, photo)
            sent = max(sent, count)
            time.sleep(sizes.idle_s)
            return pss_mb(server.process.pid), family_mb(server.process.pid)

        idle = send_until(min(FIRST_PHOTOS, sizes.photos_few))
        few = send_until(sizes.photos_few)
        many = send_until(sizes.photos_many)
        upload.close()
        poll.close()
    say(f"PSS of lumen and its family in MB: idle {idle}, few {few}, many {many}")
    grown = f"{sizes.photos_many:,} photos : after {sizes.photos_few}"
    return [
        Line(f"idle PSS of lumen : {LUMEN_MB_MAX} MB", f"{idle[0]:.1f} MB", f"{LUMEN_MB_MAX} MB", idle[0] / LUMEN_MB_MAX,
             "at most", 1.0),
        Line(f"idle PSS of the whole family : {FAMILY_MB_MAX} MB", f"{idle[1]:.1f} MB", f"{FAMILY_MB_MAX} MB",
             idle[1] / FAMILY_MB_MAX, "at most", 1.0),
        Line(f"PSS of lumen after {grown}", f"{many[0]:.1f} MB", f"{few[0]:.1f} MB", many[0] / few[0], "at most", 1.05),
        Line(f"PSS of the whole family after {grown}", f"{many[1]:.1f} MB", f"{few[1]:.1f} MB", many[1] / few[1], "at most",
             1.05),
    ]


def process_rows(folder, sizes):
    data = folder / "process-data"
    lines = memory_lines(folder, data, sizes)
    return [start_line(data, sizes.starts), *lines]
