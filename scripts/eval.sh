#!/usr/bin/env bash
# How good the skin engine and the product search are, in figures and pictures; docs/EVALUATION.md explains them.
#   scripts/eval.sh --photos DIR|CSV   on labelled real photos; page in build/eval/photos
#   scripts/eval.sh --search           only the product search on judged queries; seconds
#   … --json                           figures as JSON; --page DIR puts the page elsewhere
# LUMEN_BUILD names a folder of built programs instead of build/release.
set -euo pipefail
here_from=$PWD
# shellcheck source=scripts/common.sh
source "$(dirname "$0")/common.sh"

if [ -z "${LUMEN_BUILD:-}" ]; then
  install_packages "${packages_build[@]}" "${packages_test[@]}" >&2
  build_preset release lumen-eval >&2
fi

page=(--page "$here/build/eval/drawn")
for argument in "$@"; do
  case $argument in
    --photos*) page=(--page "$here/build/eval/photos") ;;
    --search) page=(--page "$here/build/eval/search") ;;
  esac
done
for argument in "$@"; do
  case $argument in
    --page*) page=() ;;
  esac
done
cd "$here_from"
exec "${LUMEN_BUILD:-$here/build/release}/lumen-eval" "${page[@]}" "$@"
