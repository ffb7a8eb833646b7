#!/usr/bin/env bash
# Lighthouse on home, a problem and the register: performance ≥ 0.95, accessibility 1.0, first load ≤ 150 kB.
# Starts a Long Biên of its own with demonstration data and ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=.venvs/lighthouse
[ -x "$tools/node_modules/.bin/lighthouse" ] || npm install --silent --no-audit --no-fund --prefix "$tools" lighthouse@12.8.2
CHROME_PATH=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
LONGBIEN_VAR=$(mktemp -d)
LONGBIEN_PORT=${LONGBIEN_PORT:-8391}
export CHROME_PATH LONGBIEN_VAR LONGBIEN_PORT LONGBIEN_DEVELOPMENT=1
.venv/bin/longbien start --demo >"$LONGBIEN_VAR/start.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true; rm -rf "$LONGBIEN_VAR"' EXIT
base="http://127.0.0.1:$LONGBIEN_PORT"
for _ in $(seq 90); do curl -fsS "$base/health" >/dev/null 2>&1 && break; sleep 1; done
problem=$(curl -fsS "$base/problems/" | grep -o '/problems/[0-9a-z]\{26\}' | head -n 1)
failed=0
for path in / "$problem" /register/; do
  "$tools/node_modules/.bin/lighthouse" "$base$path" --quiet --output=json --output-path="$LONGBIEN_VAR/report.json" \
    --only-categories=performance,accessibility --chrome-flags="--headless=new --no-sandbox --disable-gpu"
  .venv/bin/python - "$LONGBIEN_VAR/report.json" "$path" <<'PY' || failed=1
import json, sys
report = json.load(open(sys.argv[1]))
performance, accessibility = (report["categories"][name]["score"] for name in ("performance", "accessibility"))
weight = report["audits"]["total-byte-weight"]["numericValue"] / 1000
print(f"{sys.argv[2]}: performance {performance}, accessibility {accessibility}, {weight:.0f} kB")
sys.exit(performance < 0.95 or accessibility < 1 or weight > 150)
PY
done
exit $failed
