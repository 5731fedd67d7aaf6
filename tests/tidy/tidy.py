#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps the arrows and a few rules of the house. Prints each breach with its rule; exit 1 when there is one."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

GROUND = {"base", "http", "aws", "store", "search"}
ROOMS = {"photos", "vision", "agent", "catalog", "analyses", "identity", "jobs", "notify", "telemetry"}

# folder -> folders it may include. The picture is in docs/ARCHITECTURE.md.
ALLOWED = {
    "base": {"base"},
    "http": {"base", "http"},
    "aws": {"base", "http", "aws"},
    "store": {"base", "store"},
    "search": {"base", "http", "aws", "search"},
    "domain": {"base", "domain"},
    "skin": {"base", "domain", "skin"},
    "vision_worker": {"base", "domain", "skin", "vision", "vision_worker"},
    **{room: {room, "domain"} | GROUND for room in ROOMS},
    "service": {"service", "domain", "base"} | ROOMS,
    "api": {"api", "service", "domain", "base", "aws"} | ROOMS,
    "doors": {"doors", "api", "base", "domain"},
    "app": {"app", "doors", "api", "service", "domain", "skin"} | ROOMS | GROUND,
}
TEST_ONLY = {"tests"}

INCLUDE = re.compile(r'^\s*#include "([^"]+)"', re.M)
# Asio's awaitable is included by base/task.h alone (the precompiled header is a copy for speed).
AWAITABLE = re.compile(r"#include <boost/asio/awaitable\.hpp>")
BANNED_IN_LIBRARIES = re.compile(r"std::cout|std::cerr|\bprintf\(")


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
                         cwd=ROOT, capture_output=True, check=True).stdout
    return [pathlib.Path(name) for name in out.decode().split("\0") if name and (ROOT / name).exists()]


def check_file(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    folder = path.parts[1]
    is_test = "_test" in path.stem or path.stem.startswith("test_") or path.name.endswith("_contract.h")
    if not text.startswith("// SPDX-License-Identifier: Apache-2.0"):
        yield "the first line is the SPDX line"
    if path.suffix == ".h" and "#pragma once" not in text:
        yield "a header says #pragma once"
    if folder not in ALLOWED:
        yield f"the folder src/{folder} has no place in the picture (tests/tidy/tidy.py)"
        return
    for target in INCLUDE.findall(text):
        top = target.split("/")[0]
        if top in TEST_ONLY and is_test:
            continue
        if top == "embedded" and folder in {"app", "catalog", "agent"}:
            continue
        if top not in ALLOWED[folder]:
            yield f'src/{folder} may not include "{target}": the arrow goes the other way'
    if AWAITABLE.search(text) and path.as_posix() != "src/base/task.h":
        yield "only base/task.h includes Asio's awaitable"
    if folder not in {"app", "doors", "vision_worker", "telemetry"} and not is_test and BANNED_IN_LIBRARIES.search(text):
        yield "only the doors write to the terminal; the rest logs through base/log.h"
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            yield f"line {number}: unfinished work is an issue, not a comment"


def main():
    breaches = 0
    files = tracked("src/*.cpp", "src/*.h")
    for path in files:
        for breach in check_file(path):
            print(f"{path}: {breach}")
            breaches += 1
    print(f"tidy: {len(files)} files, {breaches} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
