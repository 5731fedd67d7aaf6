# SPDX-License-Identifier: Apache-2.0
"""The same photo gives the same measurements, whatever instruction sets the processor has."""
import json

import pytest

import photos
from lumen_server import clean_environment, lumen

# As OpenCV names them. AVX512-SKX and AVX2 are the ones that its kernels choose by; SSE2 is always used.
INSTRUCTION_SETS = ("AVX512-SKX", "AVX512F", "AVX2", "FMA3", "SSE4.2")
ALL = ",".join((*INSTRUCTION_SETS, "AVX", "FP16", "SSE4.1"))
UNKNOWN = "NO_SUCH_SET"

DRAWN = {
    "light.jpg": dict(kind="face", width=1500, height=2000, seed=1,
                      extra=("--tone", 75, "--lesions", 14, "--noise", 4)),
    "dark.jpg": dict(kind="face", width=1200, height=1600, seed=2,
                     extra=("--tone", 32, "--dark-spots", 10, "--under-eye", 12, "--eye-bags", 8, "--noise", 5)),
    "lines.png": dict(kind="face", width=900, height=1200, seed=3,
                      extra=("--tone", 55, "--lines", 8, "--pores", 200, "--shine", 0.6, "--redness", 8, "--noise", 3)),
    "close.webp": dict(kind="closeup", width=1200, height=1200, seed=4,
                       extra=("--tone", 60, "--blackheads", 60, "--whiteheads", 20, "--flakes", 6, "--noise", 3)),
    "phone.heic": dict(kind="face", width=1500, height=2000, seed=5,
                       extra=("--tone", 65, "--lesions", 5, "--lines", 4, "--noise", 3)),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("determinism")
    for name, how in DRAWN.items():
        (folder / name).write_bytes(photos.draw(**how, suffix=name.rsplit(".")[1]))
    return folder


def measured(folder, **environment):
    """Stage 1 of each photo, as text, and what was written to stderr."""
    done = lumen("analyze", "--json", "--data", folder / "data", *(folder / name for name in DRAWN),
                 environment=clean_environment(**environment))
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["status"] for one in results] == ["completed"] * len(DRAWN), done.stdout
    return [json.dumps([one["photo"], one["prediction"], one["report"]]) for one in results], done.stderr


@pytest.fixture(scope="module")
def usual(folder):
    return measured(folder)[0]


def test_once_more(folder, usual):
    assert measured(folder)[0] == usual


@pytest.mark.parametrize("disabled", [*INSTRUCTION_SETS, ALL])
def test_without_an_instruction_set(folder, usual, disabled):
    results, said = measured(folder, OPENCV_CPU_DISABLE=f"{disabled},{UNKNOWN}")
    # OpenCV complains of names that it does not know, which shows that it read the others; `lumen` itself has no OpenCV.
    assert f"unknown CPU feature: '{UNKNOWN}'" in said
    assert said.count("unknown CPU feature") == 1, said
    assert results == usual
