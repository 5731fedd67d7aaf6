#!/usr/bin/env bash
# ./run check [arrows|format|tidy|tsan|kill]…: what is checked beside the tests. Without a name: arrows and format.
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

[ $# = 0 ] && set -- arrows format
for name in "$@"; do
  case $name in
    arrows | format | tidy | tsan | kill)
      say "check: $name"
      "check_$name"
      ;;
    *)
      echo "There is no ./run check $name; there are: arrows format tidy tsan kill" >&2
      exit 2
      ;;
  esac
done
