#!/usr/bin/env bash
# Builds once, runs every test, and ends with a line "N passed, N failed".
# What the tests drive (the aws command, boto3, the JavaScript SDK) is installed where that is possible, else named.
#   eng/test.sh [arguments for `dotnet test`, for instance --filter-class '*SigV4*']
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }
command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"

# Where Debian's packages can be installed, they are what the tests drive; elsewhere, what is found in PATH.
missing=()
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  [ -x /usr/bin/aws ] || missing+=(awscli)
  /usr/bin/python3 -c 'import boto3' 2>/dev/null || missing+=(python3-boto3)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]}" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null \
      || fail "Could not install: ${missing[*]}"
  fi
else
  for tool in aws python3 node npm; do command -v $tool >/dev/null || missing+=($tool); done
  python3 -c 'import boto3' 2>/dev/null || missing+=("boto3 for python3")
  [ ${#missing[@]} = 0 ] || fail "Missing, and not root on Debian to install them: ${missing[*]}"
fi
command -v terraform >/dev/null || echo "terraform is not installed: its test is skipped." >&2

js=tests/Iamd.Tests/javascript
if [ -f $js/package.json ] && ! [ $js/node_modules/.installed -nt $js/package.json ]; then
  npm install --prefix $js --no-audit --no-fund --no-package-lock --silent || fail "npm could not install $js/package.json"
  touch $js/node_modules/.installed
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build iamd.slnx -c Release -v quiet || fail "The build failed."
status=0
dotnet test --solution iamd.slnx -c Release --no-build "$@" 2>&1 | tee "$log" || status=$?
read -r passed failed skipped < <(awk '
  /^ +succeeded:/ { p = $2 } /^ +failed:/ { f = $2 } /^ +skipped:/ { s = $2 }
  END { printf "%d %d %d\n", p, f, s }' "$log")
[ "$skipped" = 0 ] || { echo; echo "$skipped skipped:"; grep -A 1 -E '^skipped ' "$log" || true; }
# A run that broke without a failed test (a crash, no test at all) is a failure too.
[ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$status" = 0 ]
