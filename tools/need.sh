#!/usr/bin/env bash
# Installs Debian packages that a target needs, where it may; says how otherwise. Usage: need.sh browser postgresql npm
# `browser` is Chromium without a window of its own, which takes half the time; any Chromium will do where there is none.
set -euo pipefail
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
may=""
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then may=1; fi
missing=()
for name in "$@"; do
  case "$name" in
    browser)
      command -v chromium-headless-shell >/dev/null && continue
      [ -z "$may" ] && command -v chromium chromium-browser google-chrome >/dev/null && continue
      missing+=(chromium-headless-shell) ;;
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
if [ -z "$may" ]; then
  echo "This needs: ${missing[*]}. On Debian or Ubuntu: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
for at in "${!missing[@]}"; do
  if [ "${missing[$at]}" = chromium-headless-shell ] && ! apt-cache show chromium-headless-shell >/dev/null 2>&1; then
    command -v chromium chromium-browser google-chrome >/dev/null && unset "missing[$at]" || missing[at]=chromium
  fi
done
[ ${#missing[@]} -eq 0 ] && exit 0
echo "Installing ${missing[*]} …"
$sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
