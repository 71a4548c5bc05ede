#!/usr/bin/env bash
# setup.sh run | python | test: bring up what `make run`, a Python-only target or `make test` needs.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh

mkdir -p var
ensure_home
case "${1:-}" in
  run)
    ensure_python runtime
    ensure_frontend_built
    ;;
  python) ensure_python dev ;;
  test)
    ensure_python dev
    ensure_frontend_built
    if has_frontend; then
      ensure_node_modules
      ensure_browser
    fi
    ;;
  *) fail "usage: .ci/setup.sh run|python|test" ;;
esac
