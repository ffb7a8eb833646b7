#!/usr/bin/env bash
# From $LONGBIEN_CONFORMANCE: the published samples of the Open Cap Table Format with its schemas (ocf/schema, ocf/samples of
# the release 1.2.0), and the flows that a published case of a fund names (capital/acre_flows.json: [["2026-01-01", -1], …]).
# Says "not run" for what is not there.
set -euo pipefail
unset -v LONGBIEN_HOSTS DATABASE_URL
folder=$(realpath -m "${LONGBIEN_CONFORMANCE:-/nowhere}")
cd "$(dirname "$0")/.."
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export LONGBIEN_VAR=$state/var
table=(.venv/bin/longbien capital captable --schemas "$folder/ocf/schema")

if [ -d "$folder/ocf/schema" ] && [ -f "$folder/ocf/samples/Manifest.ocf.json" ]; then
  "${table[@]}" "$folder/ocf/samples" --export "$state/again" | sed -n 1p
  "${table[@]}" "$state/again" | sed -n 1p
else
  echo "not run: LONGBIEN_CONFORMANCE names no folder with ocf/schema and ocf/samples"
fi
if [ -f "$folder/capital/acre_flows.json" ]; then
  .venv/bin/longbien capital golden tests/specs/capital/published.json --beside "$folder/capital" | tail -n 1
else
  echo "not run: LONGBIEN_CONFORMANCE names no folder with capital/acre_flows.json"
fi
