#!/usr/bin/env bash
# Starts a server on a free port with two confirmed people and three photos, and walks the page in Chromium.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
build=${LUMEN_BUILD:-$root/build/release}
# shellcheck source=scripts/common.sh
source "$root/scripts/common.sh"
use_node
cd "$root/tests/browser"

folder=$(mktemp -d)
server=
cleanup() {
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  rm -rf "$folder"
}
trap cleanup EXIT

"$build/lumen-test-photo" --kind face --width 900 --height 1200 --seed 1 --lesions 12 --out "$folder/face.jpg"
"$build/lumen-test-photo" --kind face --width 900 --height 1200 --seed 1 --lesions 0 --out "$folder/clearer.jpg"
"$build/lumen-test-photo" --kind scene --width 900 --height 700 --seed 2 --out "$folder/scene.jpg"
# Not the defaults, so that a page that does not ask for them fails.
export LUMEN_IDENTITY_CLIENT_ID=browser-app LUMEN_DATA_RETENTION_DAYS=45
echo 'Correct-Horse-7' | "$build/lumen" user add browser@example.org --password-stdin --data "$folder/data" >/dev/null
echo 'Correct-Horse-7' | "$build/lumen" user add changes@example.org --password-stdin --data "$folder/data" >/dev/null
LUMEN_SERVER_REQUESTS_PER_SECOND=0 "$build/lumen" serve --listen 127.0.0.1:0 --data "$folder/data" >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 200); do
  grep -q 'listening on' "$folder/log" && break
  kill -0 "$server" || { cat "$folder/log"; exit 1; }
  sleep 0.05
done
LUMEN_URL=$(grep -o 'http://[0-9.:]*' "$folder/log" | head -1)
export LUMEN_URL LUMEN_EMAIL=browser@example.org LUMEN_PASSWORD=Correct-Horse-7 LUMEN_OTHER_EMAIL=changes@example.org
export LUMEN_PHOTO="$folder/face.jpg" LUMEN_BAD_PHOTO="$folder/scene.jpg" LUMEN_CLEARER_PHOTO="$folder/clearer.jpg"
export LUMEN_CODE_COMMAND="$build/lumen user code --data $folder/data"
npm ci --silent --no-audit --no-fund
npm test
