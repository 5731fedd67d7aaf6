#!/usr/bin/env bash
# ./run check [arrows|format|tidy|tsan|kill [times]|fuzz [seconds]]…: what is checked beside the tests. Without a
# name: arrows and format.
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "$0")/common.sh"

check_arrows() { /usr/bin/python3 tests/tidy/tidy.py; }

check_format() {
  install_packages clang-format-19
  git ls-files '*.cpp' '*.h' | xargs clang-format-19 --dry-run --Werror
}

# clang-tidy reads build/release/compile_commands.json without the precompiled header, which is GCC's.
check_tidy() {
  install_packages clang-tidy-19
  build_preset release
  mkdir -p build/tidy
  sed -E 's/-Winvalid-pch -include [^ ]+cmake_pch.hxx//g; s/-fpch-preprocess//g; s/-Wno-(mismatched-new-delete|maybe-uninitialized|restrict|stringop-over(flow|read))//g' \
    build/release/compile_commands.json >build/tidy/compile_commands.json
  git ls-files 'src/*.cpp' | grep -v '_test\.cpp$' | xargs -P2 -n4 clang-tidy-19 -p build/tidy --quiet
}

check_tsan() {
  install_packages "${packages_build[@]}" "${packages_test[@]}"
  build_web
  build_preset tsan
  # GCC's TSan needs a smaller random part of the address space than recent kernels give.
  TSAN_OPTIONS=halt_on_error=1 setarch "$(uname -m)" -R ctest --test-dir build/tsan --output-on-failure -j2
}

check_kill() {
  install_packages "${packages_test[@]}"
  build_preset release
  /usr/bin/python3 tests/service/kill_harness.py --kills "${1:-200}"
}

# fuzz_one NAME SECONDS: one target from its seeds, its corpus and what earlier runs found (kept in build/fuzz/found).
# Prints a line; fails when an input crashed it.
fuzz_one() {
  local name=$1 seconds=$2 found=build/fuzz/found/$1 log=build/fuzz/$1.log known=() crashed=0 runs
  mkdir -p "$found"
  "build/fuzz/fuzz_$name" --write-seeds "$found" >"$log" 2>&1
  [ -d "tests/fuzz/corpus/$name" ] && known=("tests/fuzz/corpus/$name")
  "build/fuzz/libfuzzer_$name" -max_total_time="$seconds" -max_len=32768 -timeout=60 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/$name-" "$found" "${known[@]}" >"$log" 2>&1 || crashed=1
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  printf '%-20s %12s runs  %s\n' "$name" "${runs:-?}" "$([ $crashed = 0 ] && echo 'no crash' || echo "CRASHED: $log")"
  return $crashed
}

# Every target of tests/fuzz with libFuzzer, one after another, 60 seconds each when not told otherwise. The canary
# must crash: else the others' silence would say nothing.
check_fuzz() {
  local seconds=${1:-60} names failed=0 name
  command -v clang++-14 >/dev/null || install_packages "${packages_fuzz[@]}" || true
  if ! command -v clang++-14 >/dev/null; then
    echo "Fuzzing needs clang++-14 with libFuzzer, which could not be installed: apt-get install ${packages_fuzz[*]}" >&2
    return 1
  fi
  install_packages "${packages_build[@]}" "${packages_fuzz[@]}"
  names=$(sed -n 's/^lumen_fuzz(\([a-z_]*\) .*/\1/p' tests/fuzz/CMakeLists.txt | grep -vx canary)
  # shellcheck disable=SC2046,SC2086
  build_preset fuzz $(printf 'fuzz_%s libfuzzer_%s\n' $(for name in canary $names; do echo $name $name; done))
  fuzz_one canary 60 >/dev/null || true
  if ! grep -q 'libFuzzer: deadly signal' build/fuzz/canary.log; then
    echo "The canary lives: libFuzzer did not see a crash that is there." >&2
    return 1
  fi
  for name in $names; do fuzz_one "$name" "$seconds" || failed=1; done
  return $failed
}

[ $# = 0 ] && set -- arrows format
while [ $# -gt 0 ]; do
  name=$1
  shift
  amount=()
  if [[ ${1:-} =~ ^[0-9]+$ ]]; then
    amount=("$1")
    shift
  fi
  case $name in
    arrows | format | tidy | tsan | kill | fuzz)
      say "check: $name"
      "check_$name" "${amount[@]}"
      ;;
    *)
      echo "There is no ./run check $name; there are: arrows format tidy tsan kill fuzz" >&2
      exit 2
      ;;
  esac
done
