# SPDX-License-Identifier: Apache-2.0
"""Test photos, drawn by the project's own generator and re-encoded with Pillow where a format asks for it."""
import functools
import io
import os
import pathlib
import subprocess
import tempfile

from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("LUMEN_BUILD", ROOT / "build" / "release"))


@functools.lru_cache(maxsize=None)
def draw(kind="face", width=900, height=1200, seed=1, extra=(), suffix="jpg"):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / f"photo.{suffix}"
        subprocess.run([str(BUILD / "lumen-test-photo"), "--kind", kind, "--width", str(width), "--height", str(height),
                        "--seed", str(seed), *map(str, extra), "--out", str(out)], check=True, timeout=60)
        return out.read_bytes()


def face(seed=1, **options):
    return draw("face", seed=seed, **options)


def as_image(photo):
    return Image.open(io.BytesIO(photo))


def encode(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def with_exif(photo, orientation=1, gps=True):
    """The same picture with EXIF: orientation and, if wanted, a place."""
    image = as_image(photo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCameraMaker"
    if gps:
        place = exif.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = "N", (48.0, 51.0, 29.0), "E", (2.0, 17.0, 40.0)
    return encode(image, "JPEG", quality=92, exif=exif.tobytes())


# How to turn the upright picture so that EXIF value `n` turns it back.
UNDO = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270}


def turned(photo, orientation):
    image = as_image(photo)
    if UNDO[orientation] is not None:
        image = image.transpose(UNDO[orientation])
    return with_exif(encode(image, "JPEG", quality=95), orientation)
