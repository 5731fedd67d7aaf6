# SPDX-License-Identifier: Apache-2.0
"""Parts of stage 1 inside a worker: the engine alone, reading a HEIC photo; and four photos at once on two cores."""
import json
import threading
import time

from measure import BUILD, CORES, Line, draw, median, numbers, run, say
from rows_analyze import upload_and_wait
from servers import LumenServer, Wire

AT_ONCE = 4


def in_worker(photo, rounds):
    """Decode and measure in ms, round by round."""
    text = run(BUILD / "lumen-bench-worker", photo, rounds)
    return [tuple(map(float, line.split())) for line in text.splitlines()]


def concerns_of(folder, photo):
    text = run(BUILD / "lumen", "analyze", photo, "--json", "--data", folder / "engine-data")
    return sum(concern["measured"] for concern in json.loads(text)["report"]["concerns"])


def engine_rows(folder, sizes):
    width, height = sizes.large_photo
    photo = draw(folder, f"large-{width}x{height}", width, height, 4)
    rounds = max(3, sizes.uploads)
    engine_ms = median([measure for _, measure in in_worker(photo, rounds)])
    floor_ms = median(numbers(BUILD / "lumen-bench-decode", photo, rounds))
    concerns = concerns_of(folder, photo)
    say(f"engine {engine_ms:.2f} ms, {concerns} concerns, decode {floor_ms:.2f} ms")
    return [Line(f"the engine alone at working scale, {concerns} concerns : libjpeg-turbo's scaled decode + resize of the photo",
                 f"{engine_ms:.1f} ms, {engine_ms / concerns:.2f} ms a concern", f"{floor_ms:.1f} ms", engine_ms / floor_ms)]


def heic_rows(folder, sizes):
    """In turns, so that both meet the same machine; tiles of 512 px as phones store them."""
    width, height = sizes.heic_photo
    photo = draw(folder, f"heic-{width}x{height}", width, height, 1, "--tile", 512, suffix="heic")
    ours, floor = [], []
    for _ in range(sizes.rounds):
        ours += [decode for decode, _ in in_worker(photo, 3)]
        floor += numbers(BUILD / "lumen-bench-heic", photo, 3)
        say(f"HEIC {median(ours):.1f} ms, libheif {median(floor):.1f} ms")
    return [Line(f"a {width * height / 1e6:.0f} MP HEIC decoded, upright and at working scale, in a worker : libheif's decode to RGB",
                 f"{median(ours):.1f} ms", f"{median(floor):.1f} ms", median(ours) / median(floor), "at most", 1.25)]


def photos_per_second(person, port, photo, connections, each):
    """`connections` clients at once, each sending its next photo when the last one was seen as completed."""
    failures = []

    def send_all():
        upload, poll = Wire(port), Wire(port)
        try:
            for _ in range(each):
                upload_and_wait(person, upload, poll, photo)
        except Exception as failure:  # told below, by the main thread
            failures.append(failure)
        finally:
            upload.close()
            poll.close()

    clients = [threading.Thread(target=send_all) for _ in range(connections)]
    begun = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if failures:
        raise failures[0]
    return connections * each / (time.perf_counter() - begun)


def cores_rows(folder, sizes):
    """The server may use two cores, and so may the client, whose part is small."""
    if len(CORES) < 2:
        say("!! SKIPPED: cores needs two cores")
        return []
    width, height = sizes.large_photo
    photo = draw(folder, f"large-{width}x{height}", width, height, 4).read_bytes()
    alone, together = [], []
    with LumenServer(folder / "cores-data", cores=(CORES[0], CORES[-1])) as server:
        person = server.person("crowd@example.org")
        photos_per_second(person, server.port, photo, AT_ONCE, 1)  # both workers warm
        for _ in range(sizes.rounds):
            alone.append(photos_per_second(person, server.port, photo, 1, AT_ONCE * max(1, sizes.uploads // 2)))
            together.append(photos_per_second(person, server.port, photo, AT_ONCE, max(1, sizes.uploads // 2)))
            say(f"photos a second: one at a time {alone[-1]:.1f}, {AT_ONCE} at once {together[-1]:.1f}")
    ours, peer = median(together), median(alone)
    return [Line(f"{AT_ONCE} photos of {width * height / 1e6:.0f} MP at once on two cores, upload to completed : one at a time",
                 f"{ours:.1f} photos/s", f"{peer:.1f} photos/s", ours / peer, "at least", 1.8)]
