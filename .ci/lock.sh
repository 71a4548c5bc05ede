#!/usr/bin/env bash
# Resolve pyproject.toml into the two lock files: versions and hashes for every platform, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$(find_python)" -m venv "$scratch"
"$scratch/bin/pip" install --quiet --disable-pip-version-check uv
compile() {
  "$scratch/bin/uv" pip compile pyproject.toml --quiet --universal --generate-hashes --no-annotate --no-header \
    --no-emit-index-url --no-emit-find-links --python-version 3.11 "$@"
}
compile -o requirements.lock "$@"
# The tests run the very versions that are served.
compile --extra dev --constraint requirements.lock -o requirements-dev.lock "$@"
git --no-pager diff --stat -- requirements.lock requirements-dev.lock
