#!/usr/bin/env bash
# Installs Debian packages that a target needs, where it may; says how otherwise. Usage: need.sh chromium postgresql npm
set -euo pipefail
missing=()
for name in "$@"; do
  case "$name" in
    chromium) command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium) ;;
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql) ;;
    poppler-utils) command -v pdftotext >/dev/null || missing+=(poppler-utils) ;;
    golang) [ -d /usr/share/gocode/src/golang.org/x/mod ] || missing+=(golang-go golang-golang-x-mod-dev) ;;
    openjdk-17-jre-headless) command -v java >/dev/null || missing+=(openjdk-17-jre-headless) ;;
    npm) command -v npm >/dev/null || missing+=(npm) ;;
    *) command -v "$name" >/dev/null || missing+=("$name") ;;
  esac
done
[ ${#missing[@]} -eq 0 ] && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "This needs: ${missing[*]}. On Debian or Ubuntu: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
