#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the benchmarks: each line a ratio measured in one run. See scripts/bench.sh.

bench.py [--smoke] [--only read,post,put,analyze,engine,heic,cores,model,process,vectors] --folder FOLDER [--out RESULTS.md]
"""
import argparse
import datetime
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

from measure import CORES, FULL, ROOT, SMOKE, say
from rows_analyze import analyze_rows
from rows_engine import cores_rows, engine_rows, heic_rows
from rows_model import model_rows
from rows_process import process_rows
from rows_read import read_rows
from rows_upload import post_rows, put_rows
from rows_vectors import vector_rows

GROUPS = {"read": read_rows, "post": post_rows, "put": put_rows, "analyze": analyze_rows, "engine": engine_rows,
          "heic": heic_rows, "cores": cores_rows, "model": model_rows, "process": process_rows,
          "vectors": vector_rows}
NEEDS = {"read": ["nginx", "wrk"], "post": ["wrk"]}


def lacking(group):
    return [name for name in NEEDS.get(group, []) if not (shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin"))]


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, text=True, capture_output=True).stdout.strip()


def machine():
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{found.group(1) if found else platform.machine()}, {len(CORES)} cores, {memory_gb:.0f} GB, Linux {platform.release()}"


def table(lines):
    yield "| what : compared with | ours | floor or peer | ratio | goal | met |"
    yield "| --- | ---: | ---: | ---: | --- | --- |"
    for line in lines:
        sign = "≥" if line.bound == "at least" else "≤"
        goal = "none" if line.goal is None else f"{sign} {line.goal:g}"
        met = "" if line.goal is None else "yes" if line.met else "**no**"
        yield f"| {line.what} | {line.ours} | {line.peer} | {line.ratio:.3f} | {goal} | {met} |"


def report(lines, sizes, command, load):
    commit = git("rev-parse", "--short=12", "HEAD") + (" with changes" if git("status", "--porcelain", "src") else "")
    return "\n".join([
        "# Benchmarks", "",
        "Each line is a ratio measured in one run; `bench/` holds the code and says what each floor does.", "",
        f"- Machine: {machine()}",
        f"- Load of the machine when it began and ended, over a minute: {load[0]:.1f}, {os.getloadavg()[0]:.1f} (a quiet one: below 1 at the beginning)",
        f"- Commit: {commit}",
        f"- Date: {datetime.date.today().isoformat()}",
        f"- Command: `{command}`",
        f"- Server on one core, load on another; {sizes.rounds} × {sizes.round_s:g} s, median; warm page cache", "",
        *table(lines), ""])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--smoke", action="store_true")
    options.add_argument("--only", default=",".join(GROUPS))
    options.add_argument("--folder", type=pathlib.Path, required=True)
    options.add_argument("--out", type=pathlib.Path)
    wanted = options.parse_args()
    sizes = SMOKE if wanted.smoke else FULL
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    load = os.getloadavg()
    lines = []
    for name in wanted.only.split(","):
        if lacking(name):
            if not wanted.smoke:
                sys.exit(f"bench: {name} needs {', '.join(lacking(name))}")
            print(f"!! SKIPPED: {name} needs {', '.join(lacking(name))}")
            continue
        say(f"-- {name}")
        lines += GROUPS[name](wanted.folder, sizes)
    if wanted.smoke:
        print(*(f"{line.what}: {line.ours} : {line.peer}" for line in lines), "smoke size: no goal is judged", sep="\n")
        return
    text = report(lines, sizes, "./run bench", load)
    print(text)
    if wanted.out:
        wanted.out.write_text(text)


if __name__ == "__main__":
    main()
