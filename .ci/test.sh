#!/usr/bin/env bash
# The whole suite. Every step runs even if an earlier one failed; the exit code is 0 only if all passed.
set -uo pipefail
cd "$(dirname "$0")/.."
. .ci/setup.sh test

summary=()
failed=0
step() {
  local name=$1 started=$SECONDS
  shift
  say "" "── $name"
  if "$@"; then
    summary+=("✓ $name ($((SECONDS - started)) s)")
  else
    summary+=("✗ $name ($((SECONDS - started)) s)")
    failed=1
  fi
}

in_venv() { .venv/bin/python -m "$@"; }
run_pytest() { in_venv pytest -n 2 --dist worksteal --durations 15 --cov --cov-report=term:skip-covered 2>&1 | tee var/pytest.log; }

step "架构 architecture" .venv/bin/lint-imports --no-logo
step "规范 ruff" in_venv ruff check .
step "格式 ruff format" in_venv ruff format --check .
step "类型 mypy" in_venv mypy
step "后端 pytest" run_pytest
if has_frontend; then
  step "前端规范 frontend check" npm --prefix frontend run check --silent
  step "前端单元 frontend unit" npm --prefix frontend run test --silent
  step "浏览器 browser" bash .ci/e2e.sh
fi

say "" "── 小结 summary"
printf '%s\n' "${summary[@]}"
say "pytest: $(grep -E '^(=+ )?.*[0-9]+ (passed|failed|error)' var/pytest.log | tail -n 1)"
exit "$failed"
