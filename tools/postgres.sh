#!/usr/bin/env bash
# Runs a command against a PostgreSQL of its own: a fresh cluster in a temporary folder, ended afterwards.
set -euo pipefail
bin=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
home=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$home"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
port=${LONGBIEN_POSTGRES_PORT:-54329}
(cd "$home" && "${as[@]}" "$bin/initdb" -D "$home/data" -U longbien --auth=trust -E UTF8 >/dev/null &&
  "${as[@]}" "$bin/pg_ctl" -w -D "$home/data" -l "$home/log" -o "-p $port -k $home -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null)
trap '(cd "$home" && "${as[@]}" "$bin/pg_ctl" -m fast -D "$home/data" stop >/dev/null); rm -rf "$home"' EXIT
export DATABASE_URL="postgresql://longbien@127.0.0.1:$port/postgres"
"$@"
