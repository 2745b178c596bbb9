#!/bin/sh
# A release without publishing: install the wheel and the sdist on every Python at hand, and use them.
#   make release-dry        (after `make build`, which it calls)
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tried=""
for version in 3.11 3.12 3.13; do
    python=""
    for at in "$HOME/.pyenv/versions/$version".*/bin/python "$(command -v "python$version" || true)"; do
        if [ -x "$at" ] && "$at" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null; then
            python="$at"
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "Python $version: not to be had here"
        continue
    fi
    for package in "$here"/dist/controllist-*.whl "$here"/dist/controllist-*.tar.gz; do
        room="$work/$version-$(basename "$package")"
        "$python" -m venv "$room"
        "$room/bin/python" -m pip install --quiet --disable-pip-version-check "$package" 2>/dev/null
        cd "$work"
        export CONTROLLIST_HOME="$room/home"
        "$room/bin/controllist" lists --verify >/dev/null
        "$room/bin/controllist" match "kogelkraan" --format json | grep -q '"2B350.g"'
        "$room/bin/controllist" show 3B501.f.1 >/dev/null
        "$room/bin/python" -c "import controllist; assert controllist.assess('3B501.f.1.b', {'overlay': '1.6 nm'}).verdict == 'not-met'"
        status=0
        "$room/bin/controllist" diff nl-semicon@2023-09-01 nl-semicon@2024-09-07 >/dev/null || status=$?
        test "$status" -eq 1
        echo "Python $version: $(basename "$package") installs, lists are sealed, match, show, assess and diff answer"
        tried="$tried $version"
    done
done
test -n "$tried"
