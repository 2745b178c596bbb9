#!/bin/sh
# What tests/extras need beside Python: a browser. Installed where this may be done, else the tests skip and say so.
set -eu
if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null; then
    exit 0
  fi
fi
echo "extras: no Chromium could be installed here; the browser tests will skip" >&2
