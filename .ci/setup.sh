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
    # Python's packages arrive while npm's are unpacked and the pages built.
    ensure_python dev &
    python=$!
    if has_frontend; then
      ensure_node_modules
      ensure_frontend_built
      ensure_browser
    fi
    wait "$python"
    ;;
  *) fail "usage: .ci/setup.sh run|python|test" ;;
esac
