# SPDX-License-Identifier: Apache-2.0
"""The most memory that a sandboxed worker ever held (VmHWM) for the largest photos that are taken in."""
import functools
import pathlib
import re

import pytest
from PIL import Image

import photos
from lumen_server import Server, clean_environment, new_client

MB = 1_000_000
PEAK_MAX = 300 * MB
PEAK_OF_HEIC_MAX = 600 * MB
# libjpeg keeps every coefficient of a progressive JPEG, 2 bytes each: 288 MB of 48 million pixels at full colour.
PEAK_OF_FULL_COLOUR_PROGRESSIVE_MAX = 330 * MB

LARGE = ("--lesions", 10, "--noise", 3, "--enlarge", 4)  # of 1500 x 2000 px: 48 million pixels


@functools.lru_cache(maxsize=None)
def large():
    return photos.as_image(photos.draw("face", 1500, 2000, 3, LARGE)).convert("RGB")


def grainy(width, height):
    """A face under grain that no format can pack well."""
    face = photos.as_image(photos.draw("face", 1500, 2000, 3, ("--lesions", 10))).convert("RGB").resize((width, height))
    grain = Image.merge("RGB", [Image.effect_noise((width, height), 90) for _ in range(3)])
    return Image.blend(face, grain, 0.06)


def encode_large(form, **options):
    return lambda: photos.encode(large(), form, **options)


def encode_grainy(width, height, form, **options):
    return lambda: photos.encode(grainy(width, height), form, **options)


def heic_of_tiles():
    return photos.draw("face", 1500, 2000, 3, ("--lesions", 10, "--noise", 0, "--enlarge", 4, "--tile", 512), "heic")


CASES = {
    # name: how it is made, content type, bytes at least, peak at most
    "48 MP JPEG": (encode_large("JPEG", quality=90), "image/jpeg", 2 * MB, PEAK_MAX),
    "48 MP progressive JPEG": (encode_large("JPEG", quality=90, progressive=True), "image/jpeg", 2 * MB, PEAK_MAX),
    "48 MP progressive JPEG, full colour": (encode_large("JPEG", quality=90, progressive=True, subsampling=0),
                                            "image/jpeg", 2 * MB, PEAK_OF_FULL_COLOUR_PROGRESSIVE_MAX),
    "48 MP WebP": (encode_large("WEBP", quality=80, method=0), "image/webp", MB // 2, PEAK_MAX),
    "48 MP HEIC of tiles": (heic_of_tiles, "image/heic", MB // 2, PEAK_OF_HEIC_MAX),
    "30 MB PNG": (encode_grainy(3300, 4400, "PNG", compress_level=1), "image/png", 27 * MB, PEAK_MAX),
    "25 MB JPEG": (encode_grainy(6000, 8000, "JPEG", quality=98), "image/jpeg", 24 * MB, PEAK_MAX),
    "30 MB lossless WebP": (encode_grainy(3300, 4400, "WEBP", lossless=True, quality=0, method=0), "image/webp", 27 * MB,
                            PEAK_MAX),
}


def children_of(process):
    tasks = pathlib.Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def worker_of(server):
    zygote, = children_of(server.process.pid)
    worker, = children_of(zygote)
    return pathlib.Path(f"/proc/{worker}/status").read_text()


@pytest.mark.parametrize("name", CASES)
def test_the_peak_of_a_worker(data, name, record_property):
    make, content_type, bytes_min, peak_max = CASES[name]
    photo = make()
    assert bytes_min <= len(photo) <= 30 * MB, len(photo)
    with Server(data, environment=clean_environment(LUMEN_VISION_WORKERS=1)) as server:
        client = new_client(server, "large@example.org")
        analysis = client.wait_for(client.upload(photo, content_type))
        assert analysis["status"] == "completed", analysis
        status = worker_of(server)
    assert "Seccomp:\t2" in status, "the process looked at is a worker"
    peak = int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.M).group(1)) * 1024
    record_property("peak_mb", peak // MB)
    print(f"{name}: {len(photo) / MB:.1f} MB, peak {peak / MB:.0f} MB")
    assert peak <= peak_max
