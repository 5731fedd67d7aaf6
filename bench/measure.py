# SPDX-License-Identifier: Apache-2.0
"""What every row needs: sizes, cores, rounds, wrk, photos, the table's lines."""
import dataclasses
import os
import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "service"))
BUILD = pathlib.Path(os.environ.get("LUMEN_BUILD", ROOT / "build" / "release")).resolve()
HERE = pathlib.Path(__file__).resolve().parent
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]


@dataclasses.dataclass(frozen=True)
class Sizes:
    rounds: int
    round_s: float
    analyses: int        # of the random reads
    hot: int             # analyses of the hot set
    puts: int            # of each round
    uploads: int         # photo to completed
    starts: int
    idle_s: float
    photos_few: int      # resident memory after this many …
    photos_many: int     # … and this many
    large_photo: tuple   # width, height
    heic_photo: tuple    # width, height
    vectors: int         # of the index
    products: tuple      # of the catalog, one after another
    searches: int        # in it


FULL = Sizes(3, 10, 100_000, 100, 20, 20, 10, 10, 100, 1_000, (3_000, 4_000), (3_000, 4_000), 100_000, (1_000, 100_000), 500)
SMOKE = Sizes(1, 1, 200, 20, 2, 2, 1, 0.2, 3, 6, (900, 1_200), (600, 800), 1_500, (50, 200), 9)


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the table. `goal` bounds `ratio` from above, or from below for "at least"; None: for information."""
    what: str
    ours: str
    peer: str
    ratio: float
    bound: str = "at most"
    goal: float | None = None

    @property
    def met(self):
        return self.ratio >= self.goal if self.bound == "at least" else self.ratio <= self.goal


def say(text):
    print(text, file=sys.stderr, flush=True)


def on_core(core, *command):
    return ["taskset", "-c", str(core), *map(str, command)]


def run(*command, **options):
    """Runs a command to its end on the server's core and gives what it printed."""
    options.setdefault("core", SERVER_CORE)
    core = options.pop("core")
    done = subprocess.run(on_core(core, *command), text=True, capture_output=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def numbers(*command, **options):
    return [float(line) for line in run(*command, **options).split()]


def median(values):
    return statistics.median(values)


def draw(folder, name, width, height, noise, *more, quality=90, suffix="jpg"):
    """A drawn photo as a file; drawn once per folder."""
    out = folder / f"{name}.{suffix}"
    if not out.exists():
        run(BUILD / "lumen-test-photo", "--kind", "face", "--width", width, "--height", height, "--seed", 7, "--noise",
            noise, "--quality", quality, *more, "--out", out)
    return out


UNITS_MS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


def wrk(address, script, *arguments, seconds, connections=64):
    """Requests per second and p99 in ms. Any answer that is no 2xx is a failure of the benchmark."""
    text = run("wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--latency", "-s", HERE / script, address,
               "--", *arguments, core=LOAD_CORE)
    bad = re.search(r"Non-2xx.*|Socket errors.*", text)
    if bad:
        raise RuntimeError(f"{script}: {bad.group(0)}\n{text}")
    per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
    amount, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", text).groups()
    return per_second, float(amount) * UNITS_MS[unit]
