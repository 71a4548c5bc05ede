#!/usr/bin/env bash
# Bills of materials of what is delivered, from the lock files alone: CycloneDX, in var/sbom/.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh

mkdir -p var/sbom
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$(find_python)" -m venv "$scratch"
"$scratch/bin/pip" install --quiet --disable-pip-version-check cyclonedx-bom
"$scratch/bin/cyclonedx-py" requirements --of JSON -o var/sbom/python.cdx.json --pyproject pyproject.toml requirements.lock
if has_frontend; then
  ensure_node
  (cd frontend && npm sbom --sbom-format cyclonedx --package-lock-only --omit dev) >var/sbom/frontend.cdx.json
fi
say var/sbom/*.cdx.json
