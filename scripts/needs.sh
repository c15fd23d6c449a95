#!/usr/bin/env bash
# Installs what the tests need beyond Go and Node: a PostgreSQL server and
# Chromium, from Debian's packages, where they are missing and we are root.
# In CI a missing one is a failure; elsewhere the tests that need it say so.
set -euo pipefail

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
	exit 0
fi

echo "missing for the tests: ${missing[*]} (install them, or run as root on Debian)" >&2
[ "${CI:-}" != true ]
