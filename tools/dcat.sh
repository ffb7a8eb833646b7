#!/usr/bin/env bash
# From $LONGBIEN_CONFORMANCE: the shapes of DCAT-AP 3.0.1 (dcat-ap/*.ttl: html/shacl and shacl of the release), held against
# a catalogue of 500 data sets from a running hub. Says "not run" when they are not there.
set -euo pipefail
unset -v LONGBIEN_HOSTS DATABASE_URL
folder=$(realpath -m "${LONGBIEN_CONFORMANCE:-/nowhere}")
cd "$(dirname "$0")/.."
if [ -f "$folder/dcat-ap/shapes.ttl" ]; then
  LONGBIEN_CONFORMANCE=$folder .venv/bin/python -m pytest -n 0 -q tests/data/clients/test_dcat_ap.py
else
  echo "not run: LONGBIEN_CONFORMANCE names no folder with dcat-ap/*.ttl"
fi
