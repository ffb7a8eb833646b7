#!/usr/bin/env bash
# Runs every benchmark; each prints its own lines and has a state of its own. Requests are logged to nowhere.
set -euo pipefail
cd "$(dirname "$0")/.."
export LONGBIEN_VAR
trap 'rm -rf "${LONGBIEN_VAR:-}"' EXIT
for bench in transitions telemetry decisions record_append home monitors sensors performance ledger gateway lake; do
  echo "== $bench"
  LONGBIEN_VAR=$(mktemp -d)
  timeout 600 .venv/bin/python "benchmarks/$bench.py" 2>"$LONGBIEN_VAR/stderr" || { tail -n 30 "$LONGBIEN_VAR/stderr"; exit 1; }
  rm -rf "$LONGBIEN_VAR"
done
