#!/usr/bin/env bash
# Runs every benchmark; each prints its own lines. Peers are installed into a virtual environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
LONGBIEN_VAR=$(mktemp -d)
export LONGBIEN_VAR
trap 'rm -rf "$LONGBIEN_VAR"' EXIT
for bench in benchmarks/*.py; do
  echo "== $(basename "$bench" .py)"
  timeout 600 .venv/bin/python "$bench"
done
