# SPDX-License-Identifier: Apache-2.0
"""Stage 1 against a scaled decode and resize, and the time from a finished upload to a result that is seen."""
import json
import time

from measure import BUILD, Line, draw, median, numbers, say
from rows_upload import put
from servers import LumenServer, Wire

OVERHEAD_MS_MAX = 25


def upload_and_wait(person, upload, poll, photo):
    """Milliseconds from the PUT's answer to `completed` on a poll that was held before, and stage 1's part."""
    permit = person.start_upload()
    poll.send("GET", f"/analysis/{permit['analysis_id']}", [("Authorization", "Bearer " + person.token)])
    put(upload, permit, photo)
    finished = time.perf_counter()
    analysis = json.loads(poll.receive())
    seen_ms = (time.perf_counter() - finished) * 1000
    if analysis["status"] != "completed":
        raise RuntimeError(f"not completed: {analysis}")
    return seen_ms, analysis["timing"]["classify_ms"]


def upload_many(server, person, photo, count):
    upload, poll = Wire(server.port), Wire(server.port)
    upload_and_wait(person, upload, poll, photo)  # workers warm
    seen = [upload_and_wait(person, upload, poll, photo) for _ in range(count)]
    upload.close()
    poll.close()
    return median([one[0] for one in seen]), median([one[1] for one in seen])


def seen_line(name, seen_ms, stage_1_ms):
    allowed_ms = stage_1_ms + OVERHEAD_MS_MAX
    return Line(f"upload finished → completed seen, {name} : stage 1 of it + {OVERHEAD_MS_MAX} ms", f"{seen_ms:.1f} ms",
                f"{stage_1_ms:.1f} + {OVERHEAD_MS_MAX} ms", seen_ms / allowed_ms, "at most", 1.0)


def analyze_rows(folder, sizes):
    width, height = sizes.large_photo
    large = draw(folder, f"large-{width}x{height}", width, height, 4)
    small = draw(folder, "small", 600, 800, 6)
    with LumenServer(folder / "analyze-data") as server:
        person = server.person("watcher@example.org")
        large_seen_ms, stage_1_ms = upload_many(server, person, large.read_bytes(), sizes.uploads)
        floor_ms = median(numbers(BUILD / "lumen-bench-decode", large, max(3, sizes.uploads)))
        say(f"stage 1 {stage_1_ms:.1f} ms, decode {floor_ms:.1f} ms, seen {large_seen_ms:.1f} ms")
        small_seen_ms, small_stage_1_ms = upload_many(server, person, small.read_bytes(), sizes.uploads)
        say(f"small: stage 1 {small_stage_1_ms:.1f} ms, seen {small_seen_ms:.1f} ms")
    name = f"{width * height / 1e6:.0f} MP JPEG of {large.stat().st_size / 1e6:.1f} MB"
    return [
        Line(f"stage 1, all concerns, of a {name} : libjpeg-turbo's scaled decode + resize", f"{stage_1_ms:.1f} ms",
             f"{floor_ms:.1f} ms", stage_1_ms / floor_ms, "at most", 3.0),
        seen_line(f"{small.stat().st_size / 1e3:.0f} KB", small_seen_ms, small_stage_1_ms),
        seen_line(name, large_seen_ms, stage_1_ms),
    ]
