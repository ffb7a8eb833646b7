#!/usr/bin/env bash
# Schemathesis with the published MDS OpenAPI documents in $LONGBIEN_CONFORMANCE/mds against a hub of its own, with the
# demonstration's trial (docs/how-to/connect-a-fleet-over-mds.md). Says "not run" when they are not there.
set -euo pipefail
unset -v LONGBIEN_HOSTS DATABASE_URL
here=$(cd "$(dirname "$0")/.." && pwd)
folder=$(realpath -m "${LONGBIEN_CONFORMANCE:-}/mds")
if [ ! -f "$folder/reference/agency.yaml" ]; then
  echo "not run: LONGBIEN_CONFORMANCE names no folder with mds (the published OpenAPI documents)"
  exit 0
fi
cd "$here"
tools=$here/.venvs/schemathesis
[ -x "$tools/bin/schemathesis" ] || { .venv/bin/python -m venv "$tools" && "$tools/bin/pip" install --quiet schemathesis==4.32.5; }

state=$(mktemp -d)
port=${LONGBIEN_CONFORMANCE_PORT:-8190}
export LONGBIEN_VAR=$state/var LONGBIEN_PORT=$port
.venv/bin/longbien start --prepare-only --demo >"$state/hub.log" 2>&1
LONGBIEN_MDS_FLEET=$(.venv/bin/python tools/mds_stage.py)
export LONGBIEN_MDS_FLEET
.venv/bin/python -m granian longbien.site.wsgi:application --interface wsgi --host 127.0.0.1 --port "$port" \
  --log-level warning >>"$state/hub.log" 2>&1 &
hub=$!
trap 'kill "$hub" 2>/dev/null; wait "$hub" 2>/dev/null; rm -rf "$state"' EXIT
for _ in $(seq 60); do
  curl --silent --fail "http://127.0.0.1:$port/health" >/dev/null && break
  kill -0 "$hub" 2>/dev/null || { tail -n 5 "$state/hub.log"; exit 1; }
  sleep 1
done
key=$(.venv/bin/python -c 'import json, os; print(json.loads(os.environ["LONGBIEN_MDS_FLEET"])["key"])')

# The documents declare plain JSON. Not claimed: /value, /requirements, /reports. Below the hub's limit of writes.
run() {
  (cd "$state" && "$tools/bin/schemathesis" run "$@" --url "http://127.0.0.1:$port/api/mds" -H 'Accept: application/json' --seed 7 \
    --exclude-path /value --exclude-path /requirements --exclude-path /reports --continue-on-failure --warnings off \
    --no-shrink) >"$state/report.log" 2>&1 || { failed=1; cat "$state/report.log"; }
  echo "$(basename "$1"): $(grep -E ' generated, ' "$state/report.log" | sed 's/^ *//')"
}
run "$folder/reference/policy.yaml" --max-examples 40
run "$folder/reference/geography.yaml" --max-examples 40
# As published, the agency's documents can't be kept to by anyone: tools/mds_mends.py says why, and mends a copy.
.venv/bin/python tools/mds_mends.py "$folder" "$state/mended"
PYTHONPATH=$here SCHEMATHESIS_HOOKS=tools.mds_hooks run "$state/mended/reference/agency.yaml" --max-examples 15 \
  -H "Authorization: Bearer $key" --rate-limit 1100/m
# And the documents of licences, and what the tests send, against the published schemas.
.venv/bin/python -m pytest -n 0 tests/trials/mds || failed=1
exit "${failed:-0}"
