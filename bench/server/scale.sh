#!/usr/bin/env bash
# Whether calls grow slower with the account: GetUser and a page of ListUsers by a user whose rights come from a group, in an
# account of 100 users and in one of 10,000, taking turns in the same run, on one connection:  bench/server/scale.sh
#   RUNS (5)  SECONDS_EACH (3)  SIZES ("100 10000")  OPERATIONS ("GetUser ListUsers")
# Needs node and wrk. Only 127.0.0.1, data in a temporary folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
RUNS=${RUNS:-5} SECONDS_EACH=${SECONDS_EACH:-3} SIZES=${SIZES:-"100 10000"} OPERATIONS=${OPERATIONS:-"GetUser ListUsers"}
for tool in node wrk; do command -v $tool >/dev/null || { echo "$tool is missing" >&2; exit 2; }; done
tmp=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done; rm -rf "$tmp"; }
trap cleanup EXIT
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'; }
wait_port() { for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0; sleep 0.1; done; echo "nothing listens on port $1" >&2; return 1; }

dotnet build -c Release -v quiet --nologo "$root/src/Iamd/Iamd.csproj" >&2
export IAMD_ROOT_ACCESS_KEY_ID=AKIABENCHBENCHBENCH0 IAMD_ROOT_SECRET_ACCESS_KEY=bench-secret-of-this-run-only
for size in $SIZES; do
  port=$(free_port)
  "$root/src/Iamd/bin/Release/net10.0/iamd" serve --urls "http://127.0.0.1:$port" --data "$tmp/$size" --quota UsersPerAccount=20000 >"$tmp/$size.log" 2>&1 &
  pids+=($!)
  wait_port "$port"
  AWS_ACCESS_KEY_ID=$IAMD_ROOT_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$IAMD_ROOT_SECRET_ACCESS_KEY \
    ENDPOINT=http://127.0.0.1:$port USERS=$size READER=1 node "$here/load/setup.mjs" >"$tmp/$size.key"
  echo "export ENDPOINT=http://127.0.0.1:$port USERS=$size" >>"$tmp/$size.key"
done

for run in warm-up $(seq "$RUNS"); do
  for operation in $OPERATIONS; do
    for size in $SIZES; do
      . "$tmp/$size.key"
      node "$here/load/sign.mjs" "$operation" 4000 "$run" >"$tmp/signed"
      SIGNED=$tmp/signed wrk -t1 -c1 -d"${SECONDS_EACH}s" --timeout 20s -s "$here/load/drive.lua" "$ENDPOINT" >"$tmp/out"
      [ "$run" = warm-up ] || sed -n "s/^RESULT/$operation\t$size/p" "$tmp/out" | tee -a "$tmp/results" >&2
    done
  done
done

node -e '
const by = new Map();
for (const line of require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n")) {
  const [operation, size, rate, p50, p99, bad, broken] = line.split("\t");
  const key = `${operation} | ${size}`;
  (by.get(key) ?? by.set(key, []).get(key)).push([+rate, +p50, +p99, +bad + +broken]);
}
const median = (rows, i) => rows.map((row) => row[i]).sort((x, y) => x - y)[rows.length >> 1];
console.log("| operation | users | requests/s | p50 ms | p99 ms | errors |\n| --- | ---: | ---: | ---: | ---: | ---: |");
for (const [key, rows] of by) console.log(`| ${key} | ${Math.round(median(rows, 0)).toLocaleString("en")} | ${(median(rows, 1) / 1e3).toFixed(3)} | ${(median(rows, 2) / 1e3).toFixed(3)} | ${rows.reduce((sum, row) => sum + row[3], 0)} |`);
' "$tmp/results"
