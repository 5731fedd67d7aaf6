#!/usr/bin/env bash
# What Lumen sends to Bedrock and how it reads answers, beside Amazon's own client from npm. Loopback only.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
# shellcheck source=scripts/common.sh
source "$root/scripts/common.sh"
use_node
cd "$root/tests/aws_sdk"
export LUMEN_BEDROCK_PROBE=${LUMEN_BUILD:-$root/build/release}/lumen-bedrock-probe
npm ci --silent --no-audit --no-fund
npm test
