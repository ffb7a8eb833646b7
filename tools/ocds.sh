#!/usr/bin/env bash
# From $LONGBIEN_CONFORMANCE: the schemas of the Open Contracting Data Standard 1.1 (ocds/*-schema.json of the branch 1.1), held
# against orders in every state. Says "not run" when they are not there.
set -euo pipefail
unset -v LONGBIEN_HOSTS DATABASE_URL
folder=$(realpath -m "${LONGBIEN_CONFORMANCE:-/nowhere}")
cd "$(dirname "$0")/.."
if [ -f "$folder/ocds/record-package-schema.json" ]; then
  LONGBIEN_CONFORMANCE=$folder .venv/bin/python -m pytest -n 0 -q tests/capital/test_orders_pages.py -k schemas_of_the_standard
else
  echo "not run: LONGBIEN_CONFORMANCE names no folder with ocds/*-schema.json"
fi
