#!/bin/sh
# What tests/extras need beside Python: a browser, and a Java runtime for Spark. Installed where this may be done, else
# the tests that need one skip and say so.
set -eu
wanted=""
command -v chromium >/dev/null && command -v chromedriver >/dev/null || wanted="chromium chromium-driver"
command -v java >/dev/null || wanted="$wanted default-jre-headless"
if [ -z "$wanted" ]; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086  # a list of packages
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted >/dev/null; then
    exit 0
  fi
fi
echo "extras: could not be installed here: $wanted; the tests that need them will skip" >&2
