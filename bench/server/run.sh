#!/usr/bin/env bash
# Requests per second of the daemon beside a bare Kestrel endpoint that answers as many bytes, taking turns in the same
# run, driven by the same signed requests; and how soon after its start the built program is healthy:  bench/server/run.sh
#   RUNS (3)  SECONDS_EACH (5)  CONNECTIONS ("1 32")  OPERATIONS ("GetCallerIdentity GetUser")
# Needs curl, node and wrk. Only 127.0.0.1, data in a temporary folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
RUNS=${RUNS:-3} SECONDS_EACH=${SECONDS_EACH:-5} CONNECTIONS=${CONNECTIONS:-"1 32"} OPERATIONS=${OPERATIONS:-"GetCallerIdentity GetUser"}
for tool in curl node wrk; do command -v $tool >/dev/null || { echo "$tool is missing" >&2; exit 2; }; done
tmp=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done; rm -rf "$tmp"; }
trap cleanup EXIT
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'; }
wait_port() { for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0; sleep 0.1; done; echo "nothing listens on port $1" >&2; return 1; }

dotnet build -c Release -v quiet --nologo "$root/src/Iamd/Iamd.csproj" >&2
dotnet build -c Release -v quiet --nologo "$here/Bare/Bare.csproj" >&2

export IAMD_ROOT_ACCESS_KEY_ID=AKIABENCHBENCHBENCH0 IAMD_ROOT_SECRET_ACCESS_KEY=bench-secret-of-this-run-only
export AWS_ACCESS_KEY_ID=$IAMD_ROOT_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$IAMD_ROOT_SECRET_ACCESS_KEY
iamd=$root/src/Iamd/bin/Release/net10.0/iamd
for start in first second third; do
  port=$(free_port)
  began=$(date +%s%N)
  "$iamd" serve --urls "http://127.0.0.1:$port" --data "$tmp/start" >/dev/null 2>&1 &
  pid=$!
  until curl -fs -o "$tmp/health" "http://127.0.0.1:$port/healthz"; do sleep 0.005; done
  echo "$start start: healthy after $((($(date +%s%N) - began) / 1000000)) ms"
  kill "$pid" && wait "$pid" || true
done

port=$(free_port)
"$iamd" serve --urls "http://127.0.0.1:$port" --data "$tmp/data" >"$tmp/iamd.log" 2>&1 &
pids+=($!)
wait_port "$port"
export ENDPOINT=http://127.0.0.1:$port
node "$here/load/setup.mjs" >"$tmp/sizes"

drive() { SIGNED=$tmp/signed wrk -t1 -c"$1" -d"$2s" --timeout 20s -s "$here/load/drive.lua" "http://127.0.0.1:$3"; }

for operation in $OPERATIONS; do
  size=$(awk -v name="$operation" '$1 == name { print $2 }' "$tmp/sizes")
  bare=$(free_port)
  "$here/Bare/bin/Release/net10.0/bare" "$bare" "$size" >/dev/null 2>&1 &
  pids+=($!)
  wait_port "$bare"
  for run in warm-up $(seq "$RUNS"); do
    for connections in $CONNECTIONS; do
      node "$here/load/sign.mjs" "$operation" 4000 "$run" >"$tmp/signed" # fresh each time: signatures age
      for server in bare iamd; do
        [ "$server" = bare ] && at=$bare || at=$port
        if [ "$run" = warm-up ]; then drive "$connections" "$SECONDS_EACH" "$at" >/dev/null; continue; fi
        drive "$connections" "$SECONDS_EACH" "$at" | sed -n "s/^RESULT/$server\t$operation\t$connections/p" | tee -a "$tmp/results" >&2
      done
    done
  done
done

node -e '
const rows = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map((line) => line.split("\t"));
const median = (values) => [...values].sort((x, y) => x - y)[values.length >> 1];
const groups = new Map();
for (const [server, operation, connections, rate, p50, p99, bad, broken] of rows) {
  const key = `${operation}\t${connections}`;
  const group = groups.get(key) ?? groups.set(key, { bare: [], iamd: [] }).get(key);
  group[server].push({ rate: +rate, p50: +p50, p99: +p99, bad: +bad + +broken });
}
const show = (x) => Math.round(x).toLocaleString("en");
console.log("| operation | connections | bare requests/s | iamd requests/s | iamd/bare | iamd p50 ms | iamd p99 ms | errors |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const [key, { bare, iamd }] of groups) {
  const rates = [bare, iamd].map((group) => median(group.map((x) => x.rate)));
  console.log(`| ${key.split("\t").join(" | ")} | ${show(rates[0])} | ${show(rates[1])} | ${Math.round(100 * rates[1] / rates[0])} % | ${(median(iamd.map((x) => x.p50)) / 1e3).toFixed(3)} | ${(median(iamd.map((x) => x.p99)) / 1e3).toFixed(3)} | ${iamd.reduce((sum, x) => sum + x.bad, 0)} |`);
}' "$tmp/results"
