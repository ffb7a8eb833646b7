#!/usr/bin/env bash
# Runs the W3C suites vc-data-model-2.0-test-suite and vc-di-eddsa-test-suite in $LONGBIEN_CONFORMANCE against a hub of its
# own (docs/how-to/seal-letters-and-issue-credentials.md). Says "not run" when they are not there.
set -euo pipefail
unset -v LONGBIEN_HOSTS DATABASE_URL
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${LONGBIEN_CONFORMANCE:-}
suites=(vc-data-model-2.0-test-suite vc-di-eddsa-test-suite)
for suite in "${suites[@]}"; do
  if [ -z "$folder" ] || [ ! -d "$folder/$suite/node_modules" ]; then
    echo "not run: LONGBIEN_CONFORMANCE names no folder with $suite and its node_modules"
    exit 0
  fi
done

state=$(mktemp -d)
port=${LONGBIEN_CONFORMANCE_PORT:-8190}
export LONGBIEN_VAR=$state LONGBIEN_PORT=$port LONGBIEN_VC_API=1 LONGBIEN_HUB=hubs/minimal
cd "$here"
.venv/bin/longbien start --prepare-only >"$state/hub.log" 2>&1
# The suites read answers as the interface gives them only over https; a certificate of its own is enough for them.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
  -keyout "$state/tls.key" -out "$state/tls.crt" 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in "$state/tls.key" -out "$state/tls.p8"
.venv/bin/python -m granian longbien.site.wsgi:application --interface wsgi --host 127.0.0.1 --port "$port" \
  --log-level warning --ssl-keyfile "$state/tls.p8" --ssl-certificate "$state/tls.crt" >>"$state/hub.log" 2>&1 &
hub=$!
trap 'kill "$hub" 2>/dev/null; wait "$hub" 2>/dev/null; rm -rf "$state"' EXIT
api=https://localhost:$port/vc
for _ in $(seq 60); do
  curl --silent --insecure --fail "$api/" >"$state/issuer.json" && break
  kill -0 "$hub" 2>/dev/null || { tail -n 5 "$state/hub.log"; exit 1; }
  sleep 1
done
issuer=$(.venv/bin/python -c 'import json, sys; print(json.load(sys.stdin)["issuer"])' <"$state/issuer.json")

for suite in "${suites[@]}"; do
  cat >"$folder/$suite/localConfig.cjs" <<JS
const by = suite => ({
  id: '$issuer', endpoint: '$api/credentials/issue', options: {cryptosuite: suite}, tags: [suite, 'localhost']
});
const tags = ['vc2.0', 'eddsa-rdfc-2022', 'eddsa-jcs-2022', 'localhost'];
const rdfc = by('eddsa-rdfc-2022');
module.exports = {
  settings: {enableInteropTests: false, testAllImplementations: false},
  implementations: [{
    name: 'Long Bien', implementation: 'Long Bien',
    issuers: [{...rdfc, tags: ['vc2.0', ...rdfc.tags]}, by('eddsa-jcs-2022')],
    verifiers: [{id: '$issuer', endpoint: '$api/credentials/verify', tags}],
    vpVerifiers: [{id: '$issuer', endpoint: '$api/presentations/verify', tags}]
  }]
};
JS
  (cd "$folder/$suite" && node_modules/.bin/mocha tests/ --no-package --timeout 15000 --preserve-symlinks --reporter json \
    --reporter-option "output=$state/$suite.json" >"$state/$suite.log" 2>&1) || true
  .venv/bin/python tools/conformance.py "$suite" "$state/$suite.json" || failed=1
done
# And another verifier's word on credentials of the hub's own.
.venv/bin/python -m pytest -n 0 tests/credentials/independent.py || failed=1
exit "${failed:-0}"
