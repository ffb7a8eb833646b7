#!/usr/bin/env bash
# Runs a command with its state in a folder that is thrown away, so that a check never touches var/.
set -euo pipefail
LONGBIEN_VAR=$(mktemp -d)
export LONGBIEN_VAR
trap 'rm -rf "$LONGBIEN_VAR"' EXIT
"$@"
