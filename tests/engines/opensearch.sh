#!/usr/bin/env bash
# Runs the OpenSearch adapter's tests on a real node: OpenSearch 2.19.1 with its k-NN plugin, from Maven Central, one
# process on loopback with 512 MB of heap, in a folder of its own that goes with it. The vectors' engine is Lucene's;
# FAISS would want a native library that Maven does not have.
#   tests/engines/opensearch.sh [BUILD_FOLDER]    exit 77: it cannot be had on this machine
set -uo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "$0")/../../scripts/common.sh"

parts=$here/tests/engines/opensearch
kept=$here/build/engines/opensearch
tests=${1:-$here/build/release}/catalog_test
start_seconds_max=120

give_up() {
  echo "tests/engines/opensearch.sh: $*" >&2
  exit 77
}

have() { (cd "$kept" && sha256sum --check --strict --quiet "$parts/SHA256SUMS") >/dev/null 2>&1; }

fetch() {
  command -v javac >/dev/null || install_packages openjdk-17-jdk-headless || return 1
  command -v mvn >/dev/null || install_packages maven || return 1
  have && return 0
  rm -rf "$kept"
  mkdir -p "$kept"
  mvn -B -q -f "$parts/pom.xml" dependency:copy-dependencies -DoutputDirectory="$kept" || return 1
}

fetch || give_up "Java, Maven or the artifacts cannot be had"
have || { echo "the artifacts are not those of SHA256SUMS" >&2; exit 1; }
[ -x "$tests" ] || build_preset release catalog_test || exit 1

home=$(mktemp -d)
mkfifo "$home/input"
mkdir "$home/knn"
unzip -q "$kept/opensearch-knn-2.19.1.0.zip" '*.jar' -d "$home/knn" || exit 1
java -Xms256m -Xmx512m -cp "$kept/*:$home/knn/*" "$parts/OpenSearchNode.java" "$home/node" \
  <"$home/input" >"$home/output" 2>"$home/errors" &
node=$!
exec 3>"$home/input"
trap 'exec 3>&-; kill "$node" 2>/dev/null; wait "$node" 2>/dev/null; rm -rf "$home"' EXIT

port=
for ((waited = 0; waited < start_seconds_max * 5; waited++)); do
  port=$(sed -n 's/^port //p' "$home/output")
  [ -n "$port" ] && break
  kill -0 "$node" 2>/dev/null || break
  sleep 0.2
done
if [ -z "$port" ]; then
  echo "the node did not start:" >&2
  cat "$home/errors" >&2
  exit 1
fi

LUMEN_TEST_OPENSEARCH_URL="http://127.0.0.1:$port" "$tests" --gtest_also_run_disabled_tests \
  --gtest_filter='DISABLED_OpenSearchNode*' --gtest_brief=1
