#!/usr/bin/env bash
# The whole suite. Every step runs even if an earlier one failed; the exit code is 0 only if all passed.
# COVERAGE=1 measures coverage too and holds its floor (docs/adr/0007).
# Two lanes side by side, so that one computes while the other waits for the disk, the database or the browser.
set -uo pipefail
cd "$(dirname "$0")/.."
. .ci/setup.sh test
# The setup ends at its first failure, the suite goes on: nothing below may be left to `set -e`, least of all the trap,
# whose last status would become the exit code.
set +e

# Some machines forbid it: then each of the twenty Python processes below would compile the whole platform anew.
unset PYTHONDONTWRITEBYTECODE

results=$(mktemp -d)
lane=
finish() {
  [ -z "$lane" ] || kill -TERM -- "-$lane" 2>/dev/null
  rm -rf "$results"
}
trap finish EXIT

# step NAME COMMAND…: what it prints is shown when it has ended, so that the lanes do not mix.
step() {
  local name=$1 started=$SECONDS mark=✓ log
  shift
  log=$(mktemp "$results/log.XXXXXX")
  say "… $name"
  "$@" >"$log" 2>&1 || mark=✗
  printf '\n── %s %s (%s s)\n%s\n' "$mark" "$name" "$((SECONDS - started))" "$(cat "$log")"
  printf '%s %s (%s s)\n' "$mark" "$name" "$((SECONDS - started))" >>"$results/summary"
}

in_venv() { .venv/bin/python -m "$@"; }
run_pytest() {
  local coverage=()
  [ -z "${COVERAGE:-}" ] || coverage=(--cov --cov-report=term:skip-covered)
  # One order of the tests for all: what is red here is red for who looks into it.
  in_venv pytest -n 2 --dist worksteal --randomly-seed 20261122 --durations 15 ${coverage[@]+"${coverage[@]}"} 2>&1 |
    tee var/pytest.log
}

backend() {
  step "架构 architecture" .venv/bin/lint-imports --no-logo
  step "规范 ruff" in_venv ruff check .
  step "格式 ruff format" in_venv ruff format --check .
  # One process, while the other lane is sure to compute, too; last come the two of pytest.
  step "类型 mypy" in_venv mypy
  step "后端 pytest" run_pytest
}

frontend() {
  # Waits for the network and not for a processor.
  step "依赖 audit" .venv/bin/python .ci/audit.py &
  has_frontend || { wait; return 0; }
  step "前端规范 frontend check" npm --prefix frontend run check --silent
  # The types have just been made for the check.
  step "前端单元 frontend unit" npm --prefix frontend run test --silent --ignore-scripts
  step "浏览器 browser" bash .ci/e2e.sh
  wait
}

started=$SECONDS
# In a process group of its own: it ends with this script, whatever ends it.
set -m
frontend </dev/null &
lane=$!
set +m
backend
wait "$lane"
lane=

say "" "── 小结 summary ($((SECONDS - started)) s)"
cat "$results/summary"
say "pytest: $(grep -E '^(=+ )?.*[0-9]+ (passed|failed|error)' var/pytest.log | tail -n 1)"
! grep -q '^✗' "$results/summary"
