#!/usr/bin/env bash
# Browser tests: a platform of its own with the demo city, gone afterwards.
set -uo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d "${TMPDIR:-/tmp}/dangjian-e2e-XXXXXX")
chmod 755 "$folder"
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# Nobody guards these passwords, and every test signs somebody in: hashing them well would be a tenth of the API's work.
env -u DATABASE_URL DANGJIAN_VAR_DIR="$folder/var" HOST=127.0.0.1 PORT="$port" \
  DANGJIAN_ARGON2_MEMORY_KIB=8 DANGJIAN_ARGON2_PASSES=1 .venv/bin/python -m api.cli run >var/e2e-server.log 2>&1 &
server=$!
finish() {
  kill -TERM "$server" 2>/dev/null
  wait "$server" 2>/dev/null
  rm -rf "$folder"
}
trap finish EXIT

# Only what `make test` has anyhow: curl may be missing.
is_ready() { .venv/bin/python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:$port/readyz', timeout=5)" 2>/dev/null; }
for _ in $(seq 240); do
  is_ready && break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.5
done
is_ready || {
  tail -n 40 var/e2e-server.log >&2
  exit 1
}
BASE_URL="http://127.0.0.1:$port" DEMO_ACCOUNTS="$folder/var/demo-accounts.json" npm --prefix frontend run e2e --silent -- "$@"
