# SPDX-License-Identifier: Apache-2.0
"""Near vectors of 1536 dimensions: the exact scan beside memory's pace, the graph beside hnswlib alone, and
recommendations through the catalog as it grows. near_vectors.cpp and recommend.cpp say what is measured.

LUMEN_BENCH_MILLION=1 adds a million products (about half an hour, 16 GB of memory)."""
import os
import shutil

from measure import BUILD, Line, run, say

MILLION_GB = 16


def figures(program, *arguments):
    lines = run(BUILD / program, *arguments).splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines)}


def free_gb():
    with open("/proc/meminfo", encoding="ascii") as memory:
        fields = dict(line.split(":") for line in memory)
    return int(fields["MemAvailable"].split()[0]) / 2**20


def scan_line(sizes):
    found = figures("lumen-bench-vectors", "scan", sizes.vectors, 3 + 10 * sizes.rounds)
    say(f"scan {found}")
    return Line(f"exact scan of {sizes.vectors:,} vectors : reading as many bytes from memory, pace for pace",
                f"{found['scan_ms']:.2f} ms, {found['gb_per_s']:.1f} GB/s", f"{found['read_ms']:.2f} ms",
                found["read_ms"] / found["scan_ms"], "at least", 0.8)


def search_line(found, what, one_in):
    part = f"one_in_{one_in}_"
    filtered = "" if one_in == 1 else f" with a filter that {100 // one_in} % pass"
    ours, theirs = found[part + "ours_us"], found[part + "library_us"]
    recall, their_recall = found[part + "ours_recall"], found[part + "library_recall"]
    reached = "" if recall >= 0.99 else " (0.99 not reached)"
    return Line(f"{what}{filtered}, searches a second at recall@10 ≥ 0.99{reached} : hnswlib alone over the same bytes",
                f"{1e6 / ours:,.0f} /s, recall {recall:.3f}, width {found[part + 'width']:.0f}",
                f"{1e6 / theirs:,.0f} /s, recall {their_recall:.3f}, width {found[part + 'library_width']:.0f}",
                theirs / ours, "at least", None if one_in == 3 else 1.0)


def graph_lines(folder, sizes, spread):
    place = folder / f"vectors-{spread}"
    place.mkdir()
    found = figures("lumen-bench-vectors", "graph", spread, sizes.vectors, sizes.rounds, place)
    shutil.rmtree(place)
    say(f"{spread} {found}")
    what = f"{sizes.vectors:,} {spread} vectors"
    lines = [search_line(found, what, one_in) for one_in in (1, 3, 10)]
    if spread == "easy":
        return lines
    per_vector = found["bytes_per_vector"]
    return lines + [
        Line(f"{what}, growing the graph on one thread : hnswlib alone", f"{found['grow_s']:.1f} s",
             f"{found['library_grow_s']:.1f} s", found["grow_s"] / found["library_grow_s"]),
        Line(f"{what}, memory of a vector with its share of the graph : its floats", f"{per_vector:,.0f} bytes", "6,144 bytes",
             per_vector / 6144),
        Line(f"{what}, opening the mapped file and comparing each vector : 1 s",
             f"{found['open_file_ms']:.0f} ms + {found['open_and_claim_ms'] - found['open_file_ms']:.0f} ms", "1 s",
             found["open_and_claim_ms"] / 1000, "at most", 1.0),
        Line(f"{what}, p99 of a search while {found['inserts_per_s']:,.0f} vectors a second come in : in quiet",
             f"{found['inserting_p99_ms']:.2f} ms", f"{found['quiet_p99_ms']:.2f} ms",
             found["inserting_p99_ms"] / found["quiet_p99_ms"]),
    ]


def product_counts(sizes):
    counts = list(sizes.products)
    if os.environ.get("LUMEN_BENCH_MILLION") == "1":
        if free_gb() >= MILLION_GB:
            counts.append(1_000_000)
        else:
            say(f"!! SKIPPED: a million products needs {MILLION_GB} GB of free memory")
    return counts


def recommend_lines(folder, sizes):
    lines, before = [], None
    for count in product_counts(sizes):
        place = folder / f"products-{count}"
        place.mkdir()
        found = figures("lumen-bench-recommend", count, sizes.searches, place)
        shutil.rmtree(place)
        say(f"{count} products {found}")
        for kind in ("condition", "words", "filtered") if before else ():
            name = kind + "_p99_ms"
            lines.append(Line(f"recommend by {kind} end to end, p99 at {count:,} products : at {before[0]:,}",
                              f"{found[name]:.2f} ms", f"{before[1][name]:.2f} ms", found[name] / before[1][name]))
        before = before or (count, found)
    return lines


def vector_rows(folder, sizes):
    return [scan_line(sizes), *graph_lines(folder, sizes, "easy"), *graph_lines(folder, sizes, "hard"),
            *recommend_lines(folder, sizes)]
