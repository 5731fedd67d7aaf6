# Shared by ./run and ./test: packages, Node, the web page, the build. Sourced, never run.
# shellcheck shell=bash

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here" || exit 1
# shellcheck source=scripts/packages.sh
source scripts/packages.sh

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages NAME…: only what is missing, so that a second call takes no time.
install_packages() {
  local missing=() package
  for package in "$@"; do
    case $package in
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# Node 20 or newer: the machine's own, else the npm package `node`, kept under build/.
use_node() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  [ "$major" -ge 20 ] && return 0
  if [ ! -x build/node/node_modules/node/bin/node ]; then
    say "The machine's Node is $major; taking Node 20 from npm"
    mkdir -p build/node
    npm install --silent --no-audit --no-fund --prefix build/node node@20
  fi
  PATH="$here/build/node/node_modules/node/bin:$PATH"
  export PATH
}

# The page is built again only when its sources changed.
build_web() {
  local stamp=build/web.stamp now
  mkdir -p build
  now=$(find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  if [ -f web/dist/app.js ] && [ "$(cat $stamp 2>/dev/null)" = "$now" ]; then return 0; fi
  use_node
  say "Building the web page"
  (cd web && npm ci --silent --no-audit --no-fund && npm run --silent build)
  echo "$now" >$stamp
}

# build_preset PRESET [TARGET…]
build_preset() {
  local preset=$1
  shift
  if [ ! -f "build/$preset/build.ninja" ]; then
    say "Configuring build/$preset"
    cmake --preset "$preset" >"build/$preset.configure.log" 2>&1 || { cat "build/$preset.configure.log"; return 1; }
  fi
  say "Building build/$preset"
  ninja -C "build/$preset" "$@"
}
