#!/usr/bin/env bash
# The benchmarks: each a ratio measured in one run (the head of each file in bench/ says what is compared).
#   scripts/bench.sh                 all of them, about 25 minutes; writes bench/RESULTS.md
#   scripts/bench.sh --only put      some: read, post, put, analyze, engine, heic, cores, model, process, vectors; prints only
#   scripts/bench.sh --smoke         the same code in tiny sizes; judges no goal and writes nothing into the tree
# LUMEN_BENCH_MILLION=1 adds a million products to `vectors`: half an hour and 16 GB of memory.
# LUMEN_BUILD names a folder of built programs instead of build/release.
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "$0")/common.sh"

programs=(lumen lumen-vision lumen-test-photo lumen-bench-fill lumen-bench-sqlite lumen-bench-put lumen-bench-decode
  lumen-bench-heic lumen-bench-worker lumen-test-onnx lumen-bench-onnx lumen-bench-vectors lumen-bench-recommend)
out=(--out bench/RESULTS.md)
smoke=0
for argument in "$@"; do
  case $argument in
    --smoke) smoke=1 && out=() ;;
    --only*) out=() ;;
  esac
done

if [ $smoke = 1 ]; then
  install_packages "${packages_bench[@]}" || echo "!! nginx and wrk cannot be installed here"
else
  install_packages "${packages_build[@]}" "${packages_test[@]}" "${packages_bench[@]}"
fi
if [ -z "${LUMEN_BUILD:-}" ]; then
  build_web
  build_preset release "${programs[@]}"
fi

mkdir -p build
folder=$(mktemp -d "$here/build/bench-data.XXXXXX")
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 -B bench/bench.py --folder "$folder" "${out[@]}" "$@"
